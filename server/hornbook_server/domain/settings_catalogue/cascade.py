"""Which value is in force: that of the closest level that has one."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.settings_catalogue.setting import CourseKind, Setting


class Source(StrEnum):
    """The words of the wire for the level that a value comes from; a version's own values are the course's too."""

    DEFAULT = "default"
    APPLICATION = "application"
    STANDARD = "learningStandardForApplication"
    COURSE = "course"
    REGISTRATION = "registration"


class Level(Struct, frozen=True):
    """The values that one level sets, by setting id."""

    source: Source
    values: Mapping[str, str]


def in_force(setting: Setting, levels: Sequence[Level], kind: CourseKind | None) -> tuple[str, Source]:
    """The value in force and where it comes from; `levels` begin with the closest."""
    for level in levels:
        if setting.id in level.values:
            return level.values[setting.id], level.source
    return setting.default_for(kind), Source.DEFAULT
