"""The value in force is that of the closest level that has one, whatever the standard."""

from itertools import product

import pytest

from hornbook_server.domain.course import Activity, ActivityType, Course, LearningStandard
from hornbook_server.domain.settings_catalogue import CATALOGUE, CourseKind, Level, Source, in_force
from hornbook_server.domain.settings_catalogue.scope import (
    ApplicationScope,
    CourseScope,
    VersionScope,
    scopes_of_application,
    scopes_of_course,
)
from tests.fixtures.values import START

SETTING = CATALOGUE["PlayerSuspendDataMaxLength"]
NAMES = ("version", "course", "standard", "application")
SOURCES = (Source.COURSE, Source.COURSE, Source.STANDARD, Source.APPLICATION)
DEFAULTS = {
    LearningStandard.SCORM11: "4096",
    LearningStandard.SCORM12: "4096",
    LearningStandard.SCORM20042NDEDITION: "4000",
}
# Which of the four levels set a value, and the value and source that are then in force; None for the default.
TABLE = {
    (True, True, True, True): ("version", "course"),
    (True, True, True, False): ("version", "course"),
    (True, True, False, True): ("version", "course"),
    (True, True, False, False): ("version", "course"),
    (True, False, True, True): ("version", "course"),
    (True, False, True, False): ("version", "course"),
    (True, False, False, True): ("version", "course"),
    (True, False, False, False): ("version", "course"),
    (False, True, True, True): ("course", "course"),
    (False, True, True, False): ("course", "course"),
    (False, True, False, True): ("course", "course"),
    (False, True, False, False): ("course", "course"),
    (False, False, True, True): ("standard", "learningStandardForApplication"),
    (False, False, True, False): ("standard", "learningStandardForApplication"),
    (False, False, False, True): ("application", "application"),
    (False, False, False, False): (None, "default"),
}


@pytest.mark.parametrize("standard", LearningStandard)
@pytest.mark.parametrize(("set_at", "expected"), TABLE.items())
def test_the_closest_level_that_sets_a_value_wins(standard, set_at, expected):
    levels = [
        Level(source, {SETTING.id: name, "PlayerLaunchType": "FRAMESET"} if has else {"PlayerLaunchType": "FRAMESET"})
        for name, source, has in zip(NAMES, SOURCES, set_at, strict=True)
    ]
    value, source = expected
    assert in_force(SETTING, levels, CourseKind(standard, single_sco=True)) == (
        value or DEFAULTS.get(standard, "64000"),
        Source(source),
    )


def test_the_table_has_every_combination_of_levels():
    assert list(TABLE) == list(product((True, False), repeat=4))


def test_an_empty_value_is_a_value():
    setting = CATALOGUE["Lti11Roles"]
    assert in_force(setting, [Level(Source.APPLICATION, {setting.id: ""})], None) == ("", Source.APPLICATION)
    assert in_force(setting, [Level(Source.APPLICATION, {})], None) == ("Learner", Source.DEFAULT)


def test_a_course_looks_at_its_version_itself_its_kind_and_the_application():
    course = Course(
        id="golf",
        version=3,
        title="Golf",
        standard=LearningStandard.SCORM12,
        activity_id="",
        created=START,
        updated=START,
        root=Activity(title="Golf", type=ActivityType.SCO, href="index.html"),
    )
    scopes = scopes_of_course(course)
    assert scopes == [
        VersionScope("golf", 3),
        CourseScope("golf"),
        ApplicationScope(CourseKind(LearningStandard.SCORM12, single_sco=True)),
        ApplicationScope(),
    ]
    assert tuple(scope.source for scope in scopes) == SOURCES


def test_an_application_looks_at_a_kind_of_courses_and_at_all():
    kind = CourseKind(LearningStandard.CMI5, single_sco=False)
    assert scopes_of_application(kind) == [ApplicationScope(kind), ApplicationScope()]
    assert scopes_of_application(None) == [ApplicationScope()]
