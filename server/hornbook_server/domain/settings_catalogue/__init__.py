"""Every setting of a course: what it is for, the values it takes, the one in force without anybody's doing."""

from hornbook_server.domain.settings_catalogue.cascade import Level, Source, in_force
from hornbook_server.domain.settings_catalogue.catalogue import CATALOGUE, checked, known
from hornbook_server.domain.settings_catalogue.setting import CourseKind, Evidence, Setting, Variant, kind_of

__all__ = [
    "CATALOGUE",
    "CourseKind",
    "Evidence",
    "Level",
    "Setting",
    "Source",
    "Variant",
    "checked",
    "in_force",
    "kind_of",
    "known",
]
