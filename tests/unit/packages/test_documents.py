"""XML as it comes: odd encodings are read, entities and endless documents refused."""

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import chunks, documents
from hornbook_server.packages.findings import Findings


def parsed(data: str | bytes):
    findings = Findings()
    content = chunks.of(data.encode() if isinstance(data, str) else data)
    document = documents.parse(content, file="a.xml", findings=findings)
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


@pytest.mark.parametrize("text", ["研修", "Größe", "“Safety” – part 1", "Safety 🦺"])
@pytest.mark.parametrize("declared", ["UTF-8", "utf8"])
def test_utf8_under_its_own_name_is_nothing_to_warn_of(declared, text):
    document, warnings = parsed(f'<?xml version="1.0" encoding="{declared}"?><title>{text}</title>')
    assert (document.root.text, warnings) == (text, [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_unicode_is_known_by_its_first_bytes(encoding):
    document, warnings = parsed('<?xml version="1.0" encoding="UTF-8"?><title>Ångström 研修</title>'.encode(encoding))
    assert (document.root.text, warnings) == ("Ångström 研修", [])


@pytest.mark.parametrize("declared", ["UTF-16", "no-such-thing", "punycode"])
def test_a_declaration_that_cannot_be_true_is_read_as_utf8(declared):
    document, warnings = parsed(f'<?xml version="1.0" encoding="{declared}"?><title>é</title>')
    assert (document.root.text, warnings) == ("é", ["ENCODING_MISDECLARED"])


@pytest.mark.parametrize(
    ("declared", "written", "text"),
    [
        ("UTF-8", "gbk", "安全生产培训课程"),
        ("UTF-8", "cp1251", "Охрана труда"),
        ("US-ASCII", "utf-8", "Größe"),
    ],
)
def test_bytes_that_are_not_of_the_encoding_are_read_as_what_they_are(declared, written, text):
    data = f'<?xml version="1.0" encoding="{declared}"?><m><title>{text}</title>{"<a/>" * 1000}</m>'.encode(written)
    document, warnings = parsed(data)
    assert (document.root.value("title"), warnings) == (text, ["ENCODING_INVALID"])


def test_single_bytes_that_are_not_of_the_encoding_are_replaced():
    document, warnings = parsed("<title>Größe, Maß und </title>".encode().replace(b"und", b"\xfcber"))
    assert (document.root.text, warnings) == ("Größe, Maß \N{REPLACEMENT CHARACTER}ber", ["ENCODING_INVALID"])


@pytest.mark.parametrize(
    ("declared", "text"), [("ISO-8859-1", "Größe"), ("windows-1251", "Охрана"), ("GBK", "安全生产"), ("x-unknown", "é")]
)
def test_utf8_under_the_name_of_another_encoding_is_read_as_utf8(declared, text):
    document, warnings = parsed(f'<?xml version="1.0" encoding="{declared}"?><title>{text}</title>')
    assert (document.root.text, warnings) == (text, ["ENCODING_MISDECLARED"])


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"])
def test_unicode_without_mark_and_declaration_is_known_by_its_first_character(encoding):
    document, warnings = parsed("<m><title>Ångström 研修</title></m>".encode(encoding))
    assert (document.root.value("title"), warnings) == ("Ångström 研修", [])


def test_windows_typography_is_read_where_latin_1_is_declared():
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><title>“Größe” – 5 €</title>'.encode("cp1252")
    assert parsed(data)[0].root.text == "“Größe” – 5 €"


def test_markup_in_a_title_is_read_through_and_elsewhere_left_alone():
    root = parsed("<m>x<title>A <b>bold <i>one</i></b> end</title><p>y<q>z</q></p></m>")[0].root
    assert (root.text, root.value("title"), root.value("p")) == ("x", "A bold one end", "y")


def test_the_first_byte_that_is_not_of_the_encoding_is_told_however_far_in_it_is():
    findings = Findings()
    text = "é" * 40_000 + "a"
    documents.parse(chunks.of(f"<m>{text}".encode() + b"\xe9</m>"), file="a.xml", findings=findings)
    assert [one.message for one in findings.all()] == [
        (
            "Byte 80004 is not utf-8; the file is read as utf-8,"
            " and what that cannot be is shown as \N{REPLACEMENT CHARACTER}."
        )
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "gb18030", "cp932", "iso2022_jp"])
def test_text_of_any_length_is_whole_and_nuls_after_it_are_forgiven(encoding):
    text = "研修 a" * 24_000
    head = f'<?xml version="1.0" encoding="{encoding}"?>' if encoding != "utf-8" else ""
    document, warnings = parsed(f"{head}<m>{text}</m>".encode(encoding) + bytes(8))
    assert (document.root.text == text, warnings) == (True, [])


def test_white_space_between_many_children_is_no_text():
    assert parsed("<m>T" + "<a/>\n          " * 30_000 + "</m>")[0].root.text == "T"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-be", "gb18030", "cp1251"])
def test_a_document_is_the_same_however_small_the_chunks_it_comes_in(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><m><a>Охрана</a><b>труда</b></m>'
    data = text.encode(encoding) + bytes(5)
    findings = Findings()
    document = documents.parse(lambda: (data[at : at + 1] for at in range(len(data))), file="a.xml", findings=findings)
    assert (document, [one.code for one in findings.all()]) == parsed(data)
    assert [one.text for one in document.root.children] == ["Охрана", "труда"]


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("<a b='cd'>ef</a>", 200_000),
        (f"<a>\U0001f600{'x' * 90_000}</a>", 100),
        (f"<a b='\U0001f600{'x' * 90_000}'/>", 100),
        (f"<a xmlns='urn:%d:\U0001f600{'x' * 5_000}'/>", 2_000),
        (f"<研%d{'x' * 5_000}/>", 2_000),
    ],
    ids=["elements", "texts", "values", "namespaces", "names"],
)
def test_a_document_is_refused_whose_tree_takes_too_much_memory(unit, count):
    text = "".join(unit.replace("%d", str(number)) for number in range(count))
    assert refusal(f"<m>{text}</m>") == ("XML_TOO_LARGE", 1)


def test_files_that_a_resource_lists_take_no_memory():
    files = "<resource><file href='a-name-of-some-length.html'/></resource>" * 100
    root = parsed(f"<m><title><file>A</file></title>{files}</m>")[0].root
    assert root.value("title", "file") == "A"
    assert [one.children for one in root.all("resource")] == [()] * 100


def test_names_are_local_and_in_lower_case_and_elements_know_their_line():
    document, warnings = parsed(
        '<m xmlns:A="urn:a">\n<A:masteryScore  A:scormType=" SCO " xml:base="b/">\n x  y </A:masteryScore></m>'
    )
    element = document.root.children[0]
    assert (element.name, element.attributes, element.line, element.text) == (
        "masteryscore",
        ("scormtype", " SCO ", "xml:base", "b/"),
        2,
        "x y",
    )
    assert (document.namespaces, warnings) == ({"urn:a"}, [])


def test_an_attribute_without_a_prefix_counts_before_one_with_it():
    root = parsed('<m xmlns:a="http://www.imsglobal.org/a" a:href="1" a:id="2" href="3" xml:id="4"/>')[0].root
    assert [root.attribute(name) for name in ("href", "id", "xml:id")] == ["3", "2", "4"]


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        ('v:moveOn="x" xmlns:v="urn:vendor"', ""),
        ('xsi:moveOn="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', ""),
        ('c:moveOn="x"', "x"),
        ('adlcp:moveOn="x" xmlns:adlcp="urn:of-nobody"', "x"),
        ('x:moveOn="x" xmlns:x="http://www.adlnet.org/xsd/adlcp_v1p3"', "x"),
        ('undeclared:moveOn="x"', "x"),
    ],
)
def test_an_attribute_of_a_vendor_s_namespace_is_not_the_element_s(attributes, value):
    root = parsed(f'<c:a xmlns:c="urn:of-all" {attributes}/>')[0].root
    assert root.attribute("moveon") == value


def test_the_type_of_a_resource_is_known_in_any_namespace():
    root = parsed('<resource v:scormType="sco" xmlns:v="urn:vendor"/>')[0].root
    assert root.attribute("scormtype") == "sco"


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
        ('<!DOCTYPE m SYSTEM "m.dtd">\n<m>R&eacute;sum&eacute;</m>', ("XML_DTD", 2)),
        ("<m>\n<a>\n</m>", ("XML_NOT_WELL_FORMED", 3)),
        ("<m>&nbsp;</m>", ("XML_NOT_WELL_FORMED", 1)),
        ("<m/><m/>", ("XML_NOT_WELL_FORMED", 1)),
        ("", ("XML_EMPTY", None)),
        ("<a>" * 201 + "</a>" * 201, ("XML_TOO_LARGE", 1)),
        ("<m>" + "<a/>" * documents.MOST_NODES + "</m>", ("XML_TOO_LARGE", 1)),
        (f"<m>{'x' * 100_001}</m>", ("XML_TOO_LARGE", 1)),
        (f"<m a='{'x' * 100_001}'/>", ("XML_TOO_LARGE", 1)),
        (b" " * (documents.MOST_BYTES + 1), ("XML_TOO_LARGE", None)),
        ("<m>\n<!--" + "x" * (documents.LONGEST_TAG + 2**17) + "--></m>", ("XML_TOO_LARGE", 2)),
        ("<m>" + "".join(f"<a{n}/>" for n in range(10_001)) + "</m>", ("XML_TOO_LARGE", 1)),
    ],
    ids=[
        "entity",
        "external",
        "attlist",
        "not-fetched",
        "mismatch",
        "html-entity",
        "two-roots",
        "empty",
        "deep",
        "many",
        "text",
        "value",
        "large",
        "comment",
        "names",
    ],
)
def test_what_is_no_plain_bounded_xml_is_refused_where_it_is(data, expected):
    assert refusal(data) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<m><a>", "it ends before all of its elements are closed (column 7)."),
        ("<m><a", "it ends inside of a tag (column 4)."),
        ("<m><a></m>", "a tag is closed that is not the one opened last (column 9)."),
        ("<m>R&D</m>", "a character is not allowed here, such as a bare & or < (column 7)."),
        ("<m>&nbsp;</m>", "it names an entity that XML does not know, such as &nbsp; (column 4)."),
        ("<m a='1' a='2'/>", "a tag has the same attribute twice (column 10)."),
        ("<m/><m/>", "something follows the root element (column 5)."),
        ("<m>&#1;</m>", "it has a reference to a character that XML does not allow, such as &#1; (column 4)."),
        ("<!-- by a tool --><?xml version='1.0'?><m/>", "something stands before the XML declaration (column 19)."),
        ("<?xml encoding='utf-8'?><m/>", "its XML declaration lacks the version, or is not closed (column 7)."),
        ("Error: <m/>", "text stands where a tag has to begin (column 1)."),
    ],
)
def test_what_is_not_well_formed_is_said_in_an_authors_words(text, sentence):
    with pytest.raises(PackageError) as refused:
        parsed(text)
    assert refused.value.finding.message == f"The file is not well-formed XML: {sentence}"


def test_an_empty_file_is_named():
    with pytest.raises(PackageError, match=r"^a.xml: The file is empty. Export"):
        parsed("")
