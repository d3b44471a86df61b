"""Course structures and tincan.xml: what the cmi5 specification rejects, and what both let pass."""

import io

import pytest

from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import read_package
from tests.fixtures.packages import archive, course_structure

CMI5 = course_structure("Golf")


def read(text: str, *, name: str = "cmi5.xml") -> Package:
    return read_package(io.BytesIO(archive({name: text, "index.html": ""})), filename="golf.zip")


def refusal(text: str, *, name: str = "cmi5.xml") -> str:
    with pytest.raises(PackageError) as refused:
        read(text, name=name)
    return refused.value.finding.code


def unit(identifier: str, *, attributes: str = "", url: str = "index.html") -> str:
    return (
        f'<au id="{identifier}" {attributes}><title><langstring lang="en">{identifier[-1]}</langstring></title>'
        f"<url>{url}</url></au>"
    )


def structure(*parts: str) -> str:
    return CMI5[: CMI5.index("<au ")] + "".join(parts) + "</courseStructure>"


def test_blocks_nest_in_document_order():
    text = structure(
        unit("http://a.test/1"),
        '<block id="http://a.test/b"><title><langstring>Block</langstring></title>',
        f'<block id="http://a.test/c">{unit("http://a.test/2")}</block></block>',
        unit("http://a.test/3"),
    )
    assert [(one.title, len(one.children)) for one in read(text).root.walk()] == [
        ("Golf", 3),
        ("1", 0),
        ("Block", 1),
        ("http://a.test/c", 1),
        ("2", 0),
        ("3", 0),
    ]


def test_a_url_may_be_padded_and_keeps_its_query():
    text = structure(unit("http://a.test/1", url="<![CDATA[\n  index.html?a=1&b=2\n]]>"))
    assert read(text).entry.href == "index.html?a=1&b=2"


def test_a_unit_may_refer_to_the_objectives_of_the_course():
    objective = "http://a.test/objective"
    first = unit("http://a.test/1").replace("<url>", f'<objectives><objective idref="{objective}"/></objectives><url>')
    package = read(structure(f'<objectives><objective id="{objective}"/></objectives>', first))
    assert [one.title for one in package.root.children] == ["1"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (course_structure(course_id="example.test/golf"), "ID_NOT_IRI"),
        (structure(unit("a.test/1")), "ID_NOT_IRI"),
        (structure(f'<block id="b">{unit("http://a.test/1")}</block>'), "ID_NOT_IRI"),
        (structure('<objectives><objective id="o"/></objectives>', unit("http://a.test/1")), "ID_NOT_IRI"),
        (structure(unit("http://a.test/1"), unit("http://a.test/1")), "ID_TWICE"),
        (structure(f'<block id="http://b">{unit("http://a/1")}</block><block id="http://b"/>'), "ID_TWICE"),
        (structure(unit("http://a.test/1", url="")), "URL_MISSING"),
        (structure(unit("http://a.test/1", url="index.html?endpoint=x")), "URL_QUERY"),
        (structure(unit("http://a.test/1", url="http://example.test index.html")), "HREF_INVALID"),
        (structure(unit("http://a.test/1", url="gone.html")), "HREF_MISSING_FILE"),
        (structure(unit("http://a.test/1", url="../../index.html")), "HREF_OUTSIDE"),
        (structure(unit("http://a.test/1", attributes='masteryScore="80"')), "MASTERY_SCORE_INVALID"),
        (structure(unit("http://a.test/1", attributes='moveOn="Sometimes"')), "VALUE_INVALID"),
        (structure(), "NOTHING_TO_LAUNCH"),
        ('<courseStructure xmlns="urn:x"/>', "COURSE_MISSING"),
        ("<other/>", "UNSUPPORTED"),
    ],
)
def test_a_course_structure_that_the_specification_rejects_is_refused(text, code):
    assert refusal(text) == code


@pytest.mark.parametrize("url", ["index.html", "path/1/index.html?abc=def", "/index.html"])
def test_a_course_structure_without_a_zip_cannot_have_relative_urls(url):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(course_structure(urls=[url]).encode()), filename="cmi5.xml")
    assert refused.value.finding.code == "HREF_RELATIVE"


def tincan(*activities: str) -> str:
    return f"<tincan><activities>{''.join(activities)}</activities></tincan>"


def test_only_activities_with_a_launch_are_part_of_the_course():
    text = tincan(
        '<activity id="http://a.test/question"><name>Question</name></activity>',
        '<activity id="http://a.test/1"><name>One</name><launch/><launch lang="de">index.html</launch></activity>',
        '<activity id="http://a.test/2"><launch>index.html?2</launch></activity>',
    )
    package = read(text, name="tincan.xml")
    assert [(one.title, one.href) for one in package.root.walk()] == [
        ("One", ""),
        ("One", "index.html"),
        ("http://a.test/2", "index.html?2"),
    ]
    assert (package.activity_id, package.languages, package.warnings) == ("http://a.test/1", ("de",), ())


def test_an_activity_id_that_is_no_iri_and_a_missing_page_are_told():
    package = read(
        tincan('<activity id="[HOST]/x"><name>X</name><launch>gone.html</launch></activity>'), name="tincan.xml"
    )
    assert [one.code for one in package.warnings] == ["HREF_MISSING_FILE", "ACTIVITY_ID_INVALID"]


@pytest.mark.parametrize("text", ["<tincan/>", tincan('<activity id="http://a.test/1"><name>X</name></activity>')])
def test_xapi_without_a_launch_is_refused(text):
    assert refusal(text, name="tincan.xml") == "NOTHING_TO_LAUNCH"
