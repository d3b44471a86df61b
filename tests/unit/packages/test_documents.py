"""XML as it comes: odd encodings are read, entities and endless documents refused."""

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import documents
from hornbook_server.packages.findings import Findings


def parsed(data: str | bytes):
    findings = Findings()
    document = documents.parse(data.encode() if isinstance(data, str) else data, file="a.xml", findings=findings)
    return document, [warning.code for warning in findings.all()]


def refusal(data: str | bytes):
    with pytest.raises(PackageError) as refused:
        parsed(data)
    finding = refused.value.finding
    return finding.code, finding.line


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Охрана труда"),
        ("GB2312", "安全生产"),
        ("GBK", "课程"),
        ("Shift_JIS", "情報研修"),
        ("EUC-JP", "研修"),
        ("Big5", "職業安全"),
        ("EUC-KR", "안전"),
        ("ISO-8859-1", "Größe"),
        ("KOI8-R", "Курс"),
    ],
)
def test_a_declared_encoding_is_taken(encoding, text):
    data = f'<?xml version="1.0" encoding="{encoding}"?>\n<title>{text}</title>'.encode(encoding)
    document, warnings = parsed(data)
    assert (document.root.text, warnings) == (text, [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_unicode_is_known_by_its_first_bytes(encoding):
    document, warnings = parsed('<?xml version="1.0" encoding="UTF-8"?><title>Ångström 研修</title>'.encode(encoding))
    assert (document.root.text, warnings) == ("Ångström 研修", [])


@pytest.mark.parametrize("declared", ["UTF-16", "no-such-thing", "punycode"])
def test_a_declaration_that_cannot_be_true_is_read_as_utf8(declared):
    document, warnings = parsed(f'<?xml version="1.0" encoding="{declared}"?><title>é</title>')
    assert (document.root.text, warnings) == ("é", ["ENCODING_MISDECLARED"])


def test_bytes_that_are_not_of_the_encoding_are_replaced():
    document, warnings = parsed(b"<title>Gr\xf6\xdfe</title>")
    assert (document.root.text, warnings) == (
        "Gr\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}e",
        ["ENCODING_INVALID"],
    )


def test_names_are_local_and_in_lower_case_and_elements_know_their_line():
    document, warnings = parsed(
        '<m xmlns:A="urn:a">\n<A:masteryScore  A:scormType=" SCO " xml:base="b/">\n x  y </A:masteryScore></m>'
    )
    element = document.root.children[0]
    assert (element.name, element.attributes, element.line, element.text) == (
        "masteryscore",
        {"scormtype": " SCO ", "xml:base": "b/"},
        2,
        "x y",
    )
    assert (document.namespaces, warnings) == ({"urn:a"}, [])


def test_a_prefix_is_undeclared_once_its_element_is_closed():
    assert parsed('<m><a xmlns:p="urn:p"><p:b/></a><p:c/></m>')[1] == ["XML_UNDECLARED_PREFIX"]


def test_white_space_before_the_declaration_is_forgiven():
    assert parsed('\n  <?xml version="1.0"?><title>T</title>')[0].root.text == "T"


def test_a_doctype_without_declarations_of_its_own_is_forgiven():
    assert parsed('<!DOCTYPE m SYSTEM "http://example.invalid/m.dtd"><m>text</m>')[0].root.text == "text"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('<!DOCTYPE m [<!ENTITY a "b">]>\n<m>&a;</m>', ("XML_DTD", 1)),
        ('<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><m>&a;</m>', ("XML_DTD", 1)),
        ('<!DOCTYPE m [<!ATTLIST m a CDATA "b">]><m/>', ("XML_DTD", 1)),
        ("<m>\n<a>\n</m>", ("XML_NOT_WELL_FORMED", 3)),
        ("<m>&nbsp;</m>", ("XML_NOT_WELL_FORMED", 1)),
        ("<m/><m/>", ("XML_NOT_WELL_FORMED", 1)),
        ("", ("XML_EMPTY", None)),
        ("<a>" * 201 + "</a>" * 201, ("XML_TOO_LARGE", 1)),
        ("<m>" + "<a/>" * documents.MOST_NODES + "</m>", ("XML_TOO_LARGE", 1)),
        (f"<m>{'x' * 100_001}</m>", ("XML_TOO_LARGE", 1)),
        (f"<m a='{'x' * 100_001}'/>", ("XML_TOO_LARGE", 1)),
        (b" " * (documents.MOST_BYTES + 1), ("XML_TOO_LARGE", None)),
    ],
    ids=[
        "entity",
        "external",
        "attlist",
        "mismatch",
        "html-entity",
        "two-roots",
        "empty",
        "deep",
        "many",
        "text",
        "value",
        "large",
    ],
)
def test_what_is_no_plain_bounded_xml_is_refused_where_it_is(data, expected):
    assert refusal(data) == expected
