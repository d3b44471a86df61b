"""The house rules that every operation of the contract keeps."""

import re
from collections import Counter

import pytest

from hornbook_contract import openapi_document
from tests.contract.walk import operations, resolved

DOCUMENT = openapi_document()
OPERATIONS = operations(DOCUMENT)
SCOPES = set(DOCUMENT["components"]["securitySchemes"]["OAUTH"]["flows"]["clientCredentials"]["scopes"])
OF_BODIES = {"400", "413", "415"}


@pytest.fixture(params=OPERATIONS, ids=[each.id for each in OPERATIONS])
def operation(request):
    return request.param


def test_operation_ids_are_unique():
    assert [name for name, count in Counter(each.id for each in OPERATIONS).items() if count > 1] == []


def test_an_operation_id_is_in_camel_case(operation):
    assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", operation.id)


def test_a_summary_is_in_sentence_case_and_short(operation):
    first, *others = operation.node["summary"].split()
    assert first[0].isupper()
    assert [word for word in others if word[0].isupper() and not word.isupper()] == []
    assert len(operation.node["summary"]) <= 60
    assert operation.node["summary"][-1].isalnum()


def test_a_description_is_of_whole_sentences_and_not_the_summary_again(operation):
    description = operation.node["description"].strip()
    assert description.endswith(".")
    assert not description.startswith(operation.node["summary"])


def test_an_operation_has_one_tag_of_those_that_the_index_describes(operation):
    assert len(operation.node["tags"]) == 1
    assert set(operation.node["tags"]) <= {each["name"] for each in DOCUMENT["tags"] if each["description"]}


def test_an_error_is_a_shared_response_with_a_message(operation):
    errors = [node for status, node in operation.node["responses"].items() if status[0] in "45"]
    assert [node for node in errors if set(node) != {"$ref"}] == []
    bodies = [resolved(DOCUMENT, node)["content"]["application/json"]["schema"]["$ref"] for node in errors]
    assert {body.rsplit("/", 1)[-1] for body in bodies} <= {"MessageSchema", "ResponseError"}


def test_the_errors_of_a_body_are_declared_where_there_is_one(operation):
    declared = operation.node["responses"].keys() & OF_BODIES
    assert declared == OF_BODIES if "requestBody" in operation.node else declared <= {"400"}


def test_a_missing_credential_is_declared_and_a_missing_scope_where_tokens_are_taken(operation):
    takes_tokens = any("OAUTH" in alternative for alternative in operation.node["security"])
    assert operation.node["responses"].keys() & {"401", "403"} == ({"401", "403"} if takes_tokens else {"401"})


def test_one_credential_with_one_scope_is_enough(operation):
    alternatives = [tuple(alternative.items()) for alternative in operation.node["security"]]
    allowed = {(("APP_NORMAL", ()),), (("APP_MANAGEMENT", ()),), *((("OAUTH", (scope,)),) for scope in SCOPES)}
    assert {tuple((name, tuple(scopes)) for name, scopes in alternative) for alternative in alternatives} <= allowed
    assert len(alternatives) > 1


def test_every_scope_is_taken_by_an_operation():
    taken = {scope for each in OPERATIONS for one in each.node["security"] for scope in one.get("OAUTH", [])}
    assert taken == SCOPES
