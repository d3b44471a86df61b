"""The domain speaks the words of the contract."""

import pytest

from hornbook_contract import openapi_document
from hornbook_server.domain.course import ActivityType, LearningStandard
from hornbook_server.domain.course_listing import CourseField, CourseOrder
from hornbook_server.domain.job import JobStatus, Stage
from hornbook_server.domain.listing import DateField
from hornbook_server.domain.named_listing import NamedOrder
from hornbook_server.domain.settings_catalogue import Source, Variant
from hornbook_server.domain.xapi_credential import PermissionsLevel

COMPONENTS = openapi_document()["components"]
SCHEMAS = COMPONENTS["schemas"]
PARAMETERS = COMPONENTS["parameters"]


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        (LearningStandard, SCHEMAS["CourseSchema"]["properties"]["courseLearningStandard"]),
        (ActivityType, SCHEMAS["CourseActivitySchema"]["properties"]["activityType"]),
        (CourseField, PARAMETERS["FilterBy"]["schema"]),
        (DateField, PARAMETERS["DatetimeFilter"]["schema"]),
        (Stage, SCHEMAS["ImportProgressSchema"]["properties"]["stage"]),
        (NamedOrder, PARAMETERS["ApplicationOrderBy"]["schema"]),
        (NamedOrder, PARAMETERS["XapiCredentialOrderBy"]["schema"]),
        (
            PermissionsLevel,
            SCHEMAS["XapiCredentialPermissionsLevelSchema"]["properties"]["xapiCredentialPermissionsLevel"],
        ),
        (Variant, SCHEMAS["SettingMetadata"]["properties"]["learningStandardVariant"]),
    ],
)
def test_an_enumeration_has_the_words_of_the_wire(words, schema):
    assert {word.value for word in words} == set(schema["enum"])


def test_the_wire_adds_only_older_spellings_to_the_orders():
    added = set(PARAMETERS["OrderBy"]["schema"]["enum"]) - {order.value for order in CourseOrder}
    assert added == {"creation_date_asc", "creation_date_desc"}


def test_a_queued_job_is_running_on_the_wire():
    on_the_wire = set(SCHEMAS["ImportJobResultSchema"]["properties"]["status"]["enum"])
    assert {status.value for status in JobStatus} - on_the_wire == {"QUEUED"}


def test_a_value_comes_from_a_level_of_the_wire_and_never_from_dispatches():
    on_the_wire = set(SCHEMAS["SettingItem"]["properties"]["effectiveValueSource"]["enum"])
    assert on_the_wire - {source.value for source in Source} == {"dispatchDestination", "dispatch"}
    assert {source.value for source in Source} <= on_the_wire
