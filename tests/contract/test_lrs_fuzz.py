"""schemathesis against a record store: no undocumented answer and no 500, on every operation of its document.

EXAMPLES says how many cases each operation of the API gets; here it is a fifth, for xAPI has rules that no schema
states, by which most of them are refused.
"""

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig

from hornbook_contract import lrs_document
from tests.contract.fuzzing import EXAMPLES, fuzz, labels
from tests.contract.test_fuzz import ACCEPTED

TOO_LARGE = 431  # for a head that no operation could take; the server itself answers
CONFIG = {
    "phases": {"coverage": {"enabled": False}},
    "checks": {
        # These take the application and its credentials, which are given here, for generated ones.
        **{name: {"enabled": False} for name in ("ignored_auth", "missing_required_header", "negative_data_rejection")},
        "positive_data_acceptance": {"expected-statuses": [*ACCEPTED, "400", "412"]},
    },
}
schema = schemathesis.openapi.from_dict(lrs_document(), config=SchemathesisConfig.from_dict(CONFIG))


@pytest.fixture(scope="module")
def application(service) -> tuple[str, str]:
    return service.new_application()


@pytest.mark.parametrize("label", labels(schema))
def test_every_answer_is_one_that_the_document_describes(label, service, application):
    def check(case):
        case.path_parameters["appId"] = application[0]
        answer = case.call(base_url=f"{service.url}/lrs", auth=application)
        if answer.status_code != TOO_LARGE:
            case.validate_response(answer)

    fuzz(schema, label, check, examples=max(1, EXAMPLES // 5))
