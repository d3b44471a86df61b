"""The house rules that every schema, parameter and example of the contract keeps."""

import pytest
from openapi_schema_validator import OAS30Validator, oas30_format_checker

from hornbook_contract import openapi_document
from tests.contract.walk import Part, media_types, parameters, schemas, sent

DOCUMENT = openapi_document()
SCALARS = ("string", "integer", "number", "boolean")


def has_plain_value(schema) -> bool:
    """A scalar or a list of scalars, but not the bytes of a file."""
    if schema.get("type") == "array":
        return has_plain_value(schema["items"])
    return schema.get("type") in SCALARS and schema.get("format") != "binary"


def members() -> list[Part]:
    return [
        Part(f"{place}.{name}", member)
        for place, schema in schemas(DOCUMENT)
        for name, member in schema.get("properties", {}).items()
    ]


def examples() -> list[tuple[str, dict, object]]:
    """Every example of the document: its place, the schema it must fit, the value."""
    carriers = [*parameters(DOCUMENT), *media_types(DOCUMENT)]
    found = [(place, node, node["example"]) for place, node in schemas(DOCUMENT) if "example" in node]
    found += [(place, node["schema"], node["example"]) for place, node in carriers if "example" in node]
    found += [
        (f"{place} {name}", node["schema"], example["value"])
        for place, node in carriers
        for name, example in node.get("examples", {}).items()
    ]
    return found


def test_every_plain_member_has_an_example():
    assert [place for place, schema in members() if has_plain_value(schema) and "example" not in schema] == []


def test_every_parameter_has_a_description_and_an_example():
    lacking = [place for place, node in parameters(DOCUMENT) if "example" not in node | node["schema"]]
    lacking += [place for place, node in parameters(DOCUMENT) if not node.get("description")]
    assert lacking == []


@pytest.mark.parametrize(("schema", "example"), [pytest.param(*rest, id=place) for place, *rest in examples()])
def test_an_example_fits_its_schema(schema, example):
    rooted = schema | {"components": DOCUMENT["components"]}
    errors = OAS30Validator(rooted, format_checker=oas30_format_checker).iter_errors(example)
    assert [error.message for error in errors] == []


def test_a_description_of_a_member_ends_as_a_sentence():
    assert [place for place, schema in members() if not schema.get("description", ".").rstrip().endswith(".")] == []


def test_unknown_members_are_accepted():
    assert [place for place, schema in sent(DOCUMENT) if schema.get("additionalProperties") is False] == []


def test_a_text_that_a_caller_sends_has_a_limit():
    texts = [part for part in sent(DOCUMENT) if part.node.get("type") == "string"]
    assert len(texts) > 40
    assert [place for place, schema in texts if not schema.keys() & {"maxLength", "enum", "format"}] == []


def test_an_integer_that_a_caller_sends_has_both_bounds():
    integers = [part for part in sent(DOCUMENT) if part.node.get("type") == "integer"]
    assert len(integers) > 4
    assert [place for place, schema in integers if not schema.keys() >= {"minimum", "maximum"}] == []
