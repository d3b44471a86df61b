"""schemathesis against a running service: no undocumented answer and no 500, on every operation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import schemathesis
import tomlkit
from schemathesis.config import SchemathesisConfig

import hornbook
from hornbook_contract import openapi_bytes, openapi_document
from hornbook_server.domain.application import ApplicationKind
from tests.conftest import import_bytes
from tests.contract.fuzzing import EXAMPLES, fuzz, labels
from tests.fixtures import packages
from tests.fixtures.databases import an_application
from tests.fixtures.values import a_credential, an_xapi_credential
from tests.fixtures.waiting import WITHIN

BIN = Path(sys.executable).parent

# What the examples of the contract speak of.
COURSE_ID = "golf-explained"
CHILD_APP_ID = "K3Q8ZT2M1X"
REGISTRATION_ID = "registration-1"
CREDENTIAL_ID = "01JDCN6W9M3E5T7Q8R2S4V6X8Z"
XAPI_CREDENTIAL_ID = "01JDCN6W9M3E5T7Q8R2S4V6X8Y"

ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "429"]
# 413 too: what breaks a limit of the schema may break that of bodies.
REFUSED = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429"]

# 400 for data that fits the schema, where no schema can say what the rule is.
REFUSED_WITH_REASON = {
    "buildCoursePreviewLaunchLink": "`redirectOnExitUrl` is a URL or one of three words in any case",
    "buildCoursePreviewLaunchLinkWithVersion": "`redirectOnExitUrl` is a URL or one of three words in any case",
    "buildRegistrationLaunchLink": "`redirectOnExitUrl` is a URL or one of three words in any case; tags have a limit",
    "getCourseStatements": "`more` must be a token that an earlier page gave",
    "getCourseVersionStatements": "`more` must be a token that an earlier page gave",
    "getCourses": "`more` must be a token that an earlier page gave",
    "createFetchAndImportCourseJob": "`postbackUrl` is an absolute http or https URL",
    "createNoUploadAndImportCourseJob": "exactly one of three members, and no connectors",
    "createUploadAndImportCourseJob": "`file` is optional in the reference, and without it there is nothing to import; "
    "`contentMetadata` is JSON inside of a string; `postbackUrl` is an absolute http or https URL",
    "createToken": "`expiry` lies in the future, `scopes` are known words, `applicationName` names an application",
    **dict.fromkeys(
        (
            "getRegistrations",
            "getRegistrationInstances",
            "getRegistrationInstanceStatements",
            "getRegistrationStatements",
        ),
        "`more` must be a token that an earlier page gave",
    ),
    "createRegistration": "an id is taken once; `postBack.url` is an http or https URL; settings are of the catalogue; "
    "scores, amounts and times have limits",
    **dict.fromkeys(
        ("createXapiCredential", "setXapiCredential"), "OAuth 1.0 is a word of the reference, and not spoken"
    ),
    "getXapiCredentials": "`more` must be a token that an earlier page gave",
    "testRegistrationPostback": "`url` takes what it is sent",
    "putRegistrationTagsBatch": "`ids` times `tags` has a limit",
    "getApplications": "`more` must be a token that an earlier page gave",
    **dict.fromkeys(
        (
            "setCourseConfiguration",
            "setCourseVersionConfiguration",
            "setApplicationConfiguration",
            "setRegistrationConfiguration",
            "setRegistrationInstanceConfiguration",
        ),
        "`settingId` is the name of a setting, and `value` one of its values",
    ),
    **dict.fromkeys(
        (
            "deleteCourseConfigurationSetting",
            "deleteCourseVersionConfigurationSetting",
            "deleteApplicationConfigurationSetting",
            "deleteRegistrationConfigurationSetting",
            "deleteRegistrationInstanceConfigurationSetting",
        ),
        "`settingId` is the name of a setting",
    ),
    "putCourseTagsBatch": "`ids` times `tags` has a limit",
    "getApplicationConfiguration": "`learningStandard` is the word of one, and has `singleSco` beside it",
    "getAppToken": "`scope` is a list of known words inside of a string",
}


REFUSALS = [
    {
        "include-operation-id": name,
        "checks": {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "400"]}},
    }
    for name in REFUSED_WITH_REASON
]
CHECKS = {"negative_data_rejection": {"expected-statuses": REFUSED}}
config = SchemathesisConfig.from_dict({"checks": CHECKS, "operations": REFUSALS})
schema = schemathesis.openapi.from_dict(openapi_document(), config=config)


@pytest.fixture(scope="module")
def credentials(service) -> dict[str, tuple[str, str]]:
    """One application of each kind, by the name of its security scheme. No example names one of them."""
    return {f"APP_{kind}": service.new_application(kind) for kind in ApplicationKind}


@pytest.fixture
def seeded(service, credentials) -> str:
    """The API's base URL, with the course, the application and the credential of the examples."""
    app_id, secret = credentials["APP_NORMAL"]
    with hornbook.Client(service.api, app_id=app_id, secret=secret, timeout=WITHIN) as client:
        if COURSE_ID not in [course.id for course in client.iter_courses(filter=COURSE_ID)]:
            # An import that an earlier case has asked for may come first.
            import_bytes(client, COURSE_ID, packages.scorm2004(scos=3), may_create_new_version=True)
        if REGISTRATION_ID not in [each.id for each in client.get_registrations(filter=REGISTRATION_ID).registrations]:
            learner = hornbook.models.LearnerSchema(id="ada")
            new = hornbook.models.CreateRegistrationSchema(
                course_id=COURSE_ID, learner=learner, registration_id=REGISTRATION_ID
            )
            client.create_registration(new)
    with service.hornbook.database.write() as stored:
        stored.applications.create(an_application(CHILD_APP_ID))
        if CREDENTIAL_ID not in [credential.id for credential in stored.credentials.all(CHILD_APP_ID)]:
            stored.credentials.add(CHILD_APP_ID, a_credential(CREDENTIAL_ID), b"")
        stored.xapi_credentials.put(app_id, an_xapi_credential(XAPI_CREDENTIAL_ID))
    return service.api


def fitting(case, credentials) -> tuple[str, str]:
    """The credentials of an application that may call the operation."""
    schemes = [scheme for alternative in case.operation.definition.raw["security"] for scheme in alternative]
    return next(credentials[scheme] for scheme in schemes if scheme in credentials)


@pytest.mark.parametrize("label", labels(schema))
def test_every_answer_is_one_that_the_contract_describes(label, seeded, credentials):
    fuzz(schema, label, lambda case: case.call_and_validate(base_url=seeded, auth=fitting(case, credentials)))


def test_chains_along_the_links_end_as_the_contract_describes(seeded, credentials, tmp_path):
    """What one answer names, the next request asks for: jobs, courses, pages, credentials.

    By schemathesis's own command: Hypothesis alone takes it for a fault that a chain, run again, ends elsewhere.
    """
    contract, configuration = tmp_path / "openapi.json", tmp_path / "schemathesis.toml"
    contract.write_bytes(openapi_bytes())
    allowed = {operation["include-operation-id"]: operation for operation in REFUSALS}
    operations = [
        allowed.get(name, {"include-operation-id": name}) | basic(credentials[scheme]) for name, scheme in schemes()
    ]
    configuration.write_text(tomlkit.dumps({"checks": CHECKS, "operations": operations}))
    steady = [] if "EXAMPLES" in os.environ else ["--seed", "1"]
    command = [BIN / "st", "--config-file", configuration, "run", contract, "--url", seeded, "--phases", "stateful"]
    finished = subprocess.run(
        [*command, "--max-examples", str(max(1, EXAMPLES // 4)), "--no-color", *steady],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr


def schemes() -> list[tuple[str, str]]:
    """Each operation with a kind of application that may call it."""
    return [
        (
            operation["operationId"],
            next(scheme for each in operation["security"] for scheme in each if scheme != "OAUTH"),
        )
        for item in openapi_document()["paths"].values()
        for operation in item.values()
    ]


def basic(application: tuple[str, str]) -> dict[str, object]:
    username, password = application
    return {"auth": {"basic": {"username": username, "password": password}}}
