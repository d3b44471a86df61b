"""schemathesis against a running service: no undocumented answer, no 500, on every operation.

EXAMPLES says how many cases each operation gets.
"""

import os

import hypothesis
import pytest
import schemathesis

from hornbook_contract import openapi_document

EXAMPLES = int(os.environ.get("EXAMPLES", "25"))

schema = schemathesis.openapi.from_dict(openapi_document())


@pytest.fixture(scope="module")
def fuzzed(service):
    return service, service.new_application()


@schema.parametrize()
@hypothesis.settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_answer_is_one_that_the_contract_describes(case, fuzzed):
    service, auth = fuzzed
    case.call_and_validate(base_url=service.api, auth=auth)
