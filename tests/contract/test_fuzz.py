"""schemathesis against a running service: no undocumented answer and no 500, on every operation.

EXAMPLES says how many cases each operation gets.
"""

import os
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig

import hornbook
from hornbook_contract import openapi_document
from hornbook_server.routes import NOT_YET
from tests.conftest import import_bytes
from tests.fixtures import packages

EXAMPLES = int(os.environ.get("EXAMPLES", "100"))

# The course that the examples of the contract speak of.
COURSE_ID = "golf-explained"

ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "429"]

# 400 for data that fits the schema, where no schema can say what the rule is.
REFUSED_WITH_REASON = {
    "buildCoursePreviewLaunchLink": "`redirectOnExitUrl` is a URL or one of three words in any case",
    "buildCoursePreviewLaunchLinkWithVersion": "`redirectOnExitUrl` is a URL or one of three words in any case",
    "getCourseStatements": "`more` must be a token that an earlier page gave",
    "getCourseVersionStatements": "`more` must be a token that an earlier page gave",
    "getCourses": "`more` must be a token that an earlier page gave",
    "createNoUploadAndImportCourseJob": "exactly one of three members, and no connectors",
    "createUploadAndImportCourseJob": "`file` is optional in the reference, and without it there is nothing to import; "
    "`contentMetadata` is JSON inside of a string",
    "getAppToken": "`scope` is a list of known words inside of a string",
}


def allow(operation_id: str, check: str, *statuses: str) -> dict[str, Any]:
    return {"include-operation-id": operation_id, "checks": {check: {"expected-statuses": list(statuses)}}}


config = SchemathesisConfig.from_dict(
    {
        "operations": [
            *(allow(name, "positive_data_acceptance", *ACCEPTED, "400") for name in REFUSED_WITH_REASON),
            # What this release does not carry out says so with 501, as the contract declares.
            *(allow(name, "not_a_server_error", "2xx", "3xx", "4xx", "501") for name in sorted(NOT_YET)),
        ]
    }
)
schema = schemathesis.openapi.from_dict(openapi_document(), config=config)


@pytest.fixture(scope="module")
def application(service) -> tuple[str, str]:
    return service.new_application()


@pytest.fixture
def seeded(service, application) -> tuple[str, tuple[str, str]]:
    """The API's base URL and an application that has the course of the examples."""
    app_id, secret = application
    with hornbook.Client(service.api, app_id=app_id, secret=secret) as client:
        if COURSE_ID not in [course.id for course in client.iter_courses(filter=COURSE_ID)]:
            import_bytes(client, COURSE_ID, packages.scorm2004(scos=3))
    return service.api, application


@schema.parametrize()
@hypothesis.settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_answer_is_one_that_the_contract_describes(case, seeded):
    url, credentials = seeded
    case.call_and_validate(base_url=url, auth=credentials)
