import pytest

from hornbook_server.contract.parameters import compile_parameter, query_values
from hornbook_server.contract.refusals import Refused

DOCUMENT = {"components": {"schemas": {}}}


def parameter(**schema):
    return compile_parameter(DOCUMENT, {"name": "courseTag", "in": "query", "schema": schema})


def read(query: bytes, **schema):
    return parameter(**schema).read(query_values(query)["courseTag"])


def refused(query: bytes, **schema) -> str:
    with pytest.raises(Refused) as caught:
        read(query, **schema)
    assert caught.value.status == 400
    return str(caught.value)


STRINGS = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("query", "tags"),
    [
        (b"courseTag=a+b%2Cc%2Cd", ["a b", "c", "d"]),  # Python SDK: one csv, its commas encoded
        (b"courseTag=a%20b,c%2Cd", ["a b", "c,d"]),  # JavaScript SDK: bare commas part, encoded ones belong to a tag
        (b"courseTag=a&courseTag=b", ["a", "b"]),  # PHP SDK: repeated
        (b"courseTag=a%2Cb&courseTag=c", ["a,b", "c"]),
        (b"courseTag=a,b&courseTag=c", ["a", "b", "c"]),
        (b"courseTag=one", ["one"]),
        (b"courseTag=", []),
        (b"courseTag=%D0%BA", ["к"]),
    ],
)
def test_a_list_is_read_as_each_sdk_sends_it(query, tags):
    assert read(query, **STRINGS) == tags


@pytest.mark.parametrize("word", [b"true", b"True", b"TRUE"])
def test_a_boolean_is_read_in_any_case(word):
    assert read(b"courseTag=" + word, type="boolean") is True


@pytest.mark.parametrize("word", ["yes", "1", "", "tru", " true"])
def test_another_word_is_no_boolean(word):
    assert refused(f"courseTag={word}".encode(), type="boolean") == f"courseTag: '{word}' is not true or false"


@pytest.mark.parametrize("text", ["%2B5", "+5", "5_0", "%D9%A3", "", "5.0", "0x5", "1e3"])
def test_only_plain_digits_are_an_integer(text):
    assert refused(f"courseTag={text}".encode(), type="integer").startswith("courseTag: ")


def test_an_integer_beyond_its_format_is_refused():
    assert refused(b"courseTag=2147483648", type="integer", format="int32").startswith(
        "courseTag: 2147483648 is greater"
    )


def test_a_scalar_given_twice_is_refused():
    assert refused(b"courseTag=a&courseTag=b", type="string") == "courseTag: is given more than once"


def test_bytes_that_are_not_utf_8_are_refused():
    assert refused(b"courseTag=%FF", type="string") == "courseTag: is not valid UTF-8"


def test_a_value_outside_of_the_enum_is_refused_by_name():
    assert refused(b"courseTag=c", type="string", enum=["a", "b"]) == 'courseTag: "c" is not one of "a" or "b"'


def test_a_bad_date_gets_the_sentence_that_clients_know():
    assert refused(b"courseTag=junk", type="string", format="date-time") == (
        "courseTag: 'junk' is either not a timestamp or seems to be not formatted according to ISO 8601"
    )
