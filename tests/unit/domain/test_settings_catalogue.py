"""The data of the catalogue, and the values that settings take."""

import re

import pytest

from hornbook_server.domain.course import Activity, ActivityType, Course, LearningStandard
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.settings_catalogue import CATALOGUE, CourseKind, Variant, checked, kind_of, known
from tests.fixtures.values import START

STANDARDS = set(LearningStandard) - {LearningStandard.UNKNOWN, LearningStandard.LTI13}
EVERY_KIND = [CourseKind(standard, single) for standard in LearningStandard for single in (True, False)]


def refusal(check, *arguments: str) -> str:
    with pytest.raises(Invalid) as raised:
        check(*arguments)
    return str(raised.value)


def test_the_catalogue_has_the_settings_that_a_course_can_hold():
    groups = {"Player": 0, "ApiRollupRegistration": 0, "": 0}
    for setting_id in CATALOGUE:
        groups[next(prefix for prefix in groups if setting_id.startswith(prefix))] += 1
    assert groups == {"Player": 91, "ApiRollupRegistration": 8, "": 51}
    assert list(CATALOGUE) == sorted(CATALOGUE)


@pytest.mark.parametrize("setting", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_default_is_a_value_that_its_setting_takes(setting):
    for kind in [None, *EVERY_KIND]:
        checked(setting.id, setting.default_for(kind))


@pytest.mark.parametrize("setting", CATALOGUE.values(), ids=list(CATALOGUE))
def test_a_setting_says_what_it_is_for(setting):
    assert setting.description.endswith(".")
    assert set(setting.standards) <= STANDARDS
    assert all(meaning.endswith(".") for meaning in setting.values.values())
    assert bool(setting.values) or not setting.type.startswith("Enum.")


@pytest.mark.parametrize("setting", CATALOGUE.values(), ids=list(CATALOGUE))
def test_an_exception_is_one_for_a_standard_that_the_setting_is_for_and_differs(setting):
    for exception in setting.exceptions:
        assert set(exception.standards) <= set(setting.standards or STANDARDS)
        assert exception.value != setting.default
        assert bool(exception.standards) != exception.several


def by_standard(setting_id: str) -> dict[str, str]:
    """The defaults of a setting by standard, where they differ from that of SCORM 2004 4th edition."""
    return {
        standard.value: value
        for standard in STANDARDS
        if (value := CATALOGUE[setting_id].default_for(CourseKind(standard, single_sco=True)))
        != CATALOGUE[setting_id].default_for(CourseKind(LearningStandard.SCORM20044THEDITION, single_sco=True))
    }


def test_defaults_differ_by_standard():
    assert by_standard("PlayerSuspendDataMaxLength") == {
        "SCORM11": "4096",
        "SCORM12": "4096",
        "SCORM20042NDEDITION": "4000",
    }
    assert by_standard("PlayerResetRunTimeData") == {"SCORM11": "NEVER", "SCORM12": "NEVER"}
    assert by_standard("PlayerLaunchType") == {}


def test_a_course_of_several_scos_gets_the_controls_to_move_between_them():
    one, several = (CourseKind(LearningStandard.SCORM12, single_sco=single) for single in (True, False))
    differing = {
        setting.id: (setting.default_for(one), setting.default_for(several))
        for setting in CATALOGUE.values()
        if setting.default_for(one) != setting.default_for(several)
    }
    assert differing == {
        "PlayerCourseStructureStartsOpen": ("false", "true"),
        "PlayerCourseStructureWidth": ("0", "240"),
        "PlayerEnableChoiceNav": ("false", "true"),
        "PlayerEnableFlowNav": ("false", "true"),
        "PlayerScoLaunchType": ("NEW_WINDOW", "FRAMESET"),
        "PlayerShowCourseStructure": ("false", "true"),
        "PlayerShowFinishButton": ("false", "true"),
        "PlayerShowNavBar": ("false", "true"),
    }


def test_what_happens_between_scos_is_for_courses_of_several():
    several = {setting.id for setting in CATALOGUE.values() if setting.variant is Variant.SEVERAL_SCOS}
    between = {setting_id for setting_id in CATALOGUE if re.match("PlayerIntermediateSco", setting_id)}
    assert several == between | {"PlayerFirstScoIsPretest", "PlayerScoreRollupModeNumberOfScoringObjects"}
    assert len(between) == 8


@pytest.mark.parametrize(("hrefs", "single"), [(["a"], True), ([""], True), (["a", ""], True), (["a", "b"], False)])
def test_a_course_is_of_a_single_sco_when_one_thing_at_most_can_be_launched(hrefs, single):
    children = tuple(Activity(title=href, type=ActivityType.SCO, href=href) for href in hrefs)
    root = Activity(title="Golf", type=ActivityType.AGGREGATION, children=children)
    course = Course(
        id="golf",
        version=0,
        title="Golf",
        standard=LearningStandard.AICC,
        activity_id="",
        created=START,
        updated=START,
        root=root,
    )
    assert kind_of(course) == CourseKind(LearningStandard.AICC, single_sco=single)


VALUES = [
    ("PlayerShowNavBar", ["true", "false"], ["", "True", "TRUE", "1", "YES", " true"]),
    ("PlayerLaunchType", ["FRAMESET", "NEW_WINDOW"], ["", "frameset", "BOGUS", "FRAMESET "]),
    ("ApiRollupRegistrationAuthType", ["form", "httpbasic"], ["", "digest"]),
    ("ContentVaultAuthExpiry", ["-2147483648", "0", "2147483647"], ["", "2147483648", "1.0", "+1", "05", "٣", "-"]),
    ("PlayerDesiredWidth", ["0", "960"], ["-1", "", "1e3", "2147483648", "99999999999"]),
    ("MaxPersistRuntimeDataAttempts", ["1", "7"], ["0", "-1", ""]),
    ("PlayerStatusRollupModeThresholdScore", ["", "0", "0.8", "-1", "1e-3"], ["NaN", "inf", "1e999", ".5", "0,8", " "]),
    ("PrivacyPolicyUrl", ["", "anything at all", "☃"], []),
    ("Lti13Roles", ["", "a,b"], []),
    (
        "RedirectOnRefreshUrl",
        ["", "/again", "again?x=1", "https://example.test/x", "//example.test/x"],
        ["javascript:alert(1)", "https://", "a b", "a\nb", "data:text/html,x", "http://[", "\\\\x"],
    ),
    ("ContentLangToUrl", ["[]", '["en", "de-CH"]'], ["", "en", '["e n"]', "[1]", "{}", '"en"', "[" * 100_000]),
    ("xAPIRewriteStatementModifier", ["", "{}", '{"a": {"b": [1]}}'], ["[]", "x", "1", "null", '{"a":' * 100_000]),
]


@pytest.mark.parametrize(("setting_id", "value"), [(name, value) for name, good, _ in VALUES for value in good])
def test_a_value_of_the_settings_type_is_taken(setting_id, value):
    checked(setting_id, value)


@pytest.mark.parametrize(("setting_id", "value"), [(name, value) for name, _, bad in VALUES for value in bad])
def test_another_value_is_refused_by_the_settings_name(setting_id, value):
    message = refusal(checked, setting_id, value)
    shown = value if len(value) <= 100 else value[:100] + "..."
    assert message.startswith(f"{setting_id}: '{shown}' is not a valid value; valid is ")


def test_a_refusal_says_what_is_valid():
    assert refusal(checked, "PlayerInvalidMenuItemAction", "show") == (
        "PlayerInvalidMenuItemAction: 'show' is not a valid value; valid is SHOW, HIDE, DISABLE"
    )
    assert refusal(checked, "PlayerShowNavBar", "yes") == (
        "PlayerShowNavBar: 'yes' is not a valid value; valid is true or false"
    )
    assert refusal(checked, "PlayerDesiredWidth", "-1") == (
        "PlayerDesiredWidth: '-1' is not a valid value; valid is a whole number from 0 to 2147483647"
    )


def test_an_unknown_setting_is_refused_by_name():
    assert refusal(checked, "playerShowNavBar", "true") == "playerShowNavBar is not a valid setting ID"
    assert refusal(known, "Nope") == "no such configuration setting 'Nope'"
