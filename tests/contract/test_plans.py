"""Defects of connexion 3.3 that no request to the contract as it is can show: each in a contract changed for it."""

import copy

import msgspec
import pytest
from connexion.resolver import Resolver
from connexion.spec import Specification

from hornbook_contract import openapi_document
from hornbook_server.contract.parameters import compile_parameter
from hornbook_server.contract.plans import Plans
from hornbook_server.contract.replies import ReplyForm
from tests.contract.stacks import JSON, Case, Echo, our_options, our_stack, outcome, without_answers


class Named(msgspec.Struct):
    name: str | int


@pytest.fixture
def store(tmp_path):
    return tmp_path.as_uri()


@pytest.mark.parametrize("headers", [{}, JSON])
def test_an_optional_body_may_be_absent(store, headers):
    document = without_answers()
    body = copy.deepcopy(document["components"]["requestBodies"]["Title"]) | {"required": False}
    document["paths"]["/courses/{courseId}/title"]["put"]["requestBody"] = body
    absent = Case("an optional body that is absent", "PUT", b"/courses/golf/title", b"", headers)
    assert outcome(our_stack(store, document), absent) == (204, [("setCourseTitle", {"course_id": "golf"})])


def test_a_header_parameter_is_read_as_its_type():
    number = {"name": "maxVersions", "in": "header", "schema": {"type": "integer", "maximum": 9}}
    assert compile_parameter(openapi_document(), number).read([b"7"]) == 7


def test_two_operations_of_one_name_are_refused_at_the_start(store):
    document = without_answers()
    document["paths"]["/about"]["get"]["operationId"] = "pingAppId"
    plans = Plans(None, our_options(store))
    with pytest.raises(ValueError, match="several operations named pingAppId: give each its own operationId"):
        plans.add_api(Specification.from_dict(document), resolver=Resolver(Echo().__getitem__))


def test_an_answer_has_the_status_that_the_operation_declares():
    form = ReplyForm(openapi_document(), {"202": {"description": "Accepted"}, "404": {}}, validate=True)
    assert form.make(None).status == 202


@pytest.mark.parametrize("result", [None, Named(name=5)])
def test_an_answer_that_the_contract_does_not_describe_does_not_leave(result):
    schema = {"type": "object", "properties": {"name": {"type": "string"}}}
    responses = {"200": {"content": {"application/json": {"schema": schema}}}}
    with pytest.raises(ValueError, match="the response is not what the spec says"):
        ReplyForm(openapi_document(), responses, validate=True).make(result)


def test_an_answer_without_a_body_has_no_content_type():
    responses = {"204": {"description": "Done"}, "404": {"content": {"application/json": {}}}}
    assert ReplyForm(openapi_document(), responses, validate=True).make(None) == (204, b"", [])
