"""Course structures: what the cmi5 specification rejects, and what it lets pass."""

import io
import re

import pytest

from hornbook_server.domain.course import Activity, ActivityType
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.domain.units import Cmi5Unit
from hornbook_server.packages import read_package
from tests.fixtures.packages import archive, course_structure

CMI5 = course_structure("Golf")


def read(text: str) -> Package:
    return read_package(io.BytesIO(archive({"cmi5.xml": text, "index.html": ""})), filename="golf.zip")


def refusal(text: str) -> str:
    with pytest.raises(PackageError) as refused:
        read(text)
    return refused.value.finding.code


def unit(identifier: str, *, attributes: str = "", url: str = "index.html") -> str:
    return (
        f'<au id="{identifier}" {attributes}><title><langstring lang="en">{identifier[-1]}</langstring></title>'
        f"<description/><url>{url}</url></au>"
    )


def structure(*parts: str) -> str:
    return CMI5[: CMI5.index("<au ")] + "".join(parts) + "</courseStructure>"


OBJECTIVES = '<objectives><objective id="http://a.test/o"/></objectives>'
REFERENCE = '<objectives><objective idref="{}"/></objectives>'


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            structure(unit("http://a.test/1").replace("<url>", REFERENCE.format("urn:o") + "<url>")),
            ["OBJECTIVE_UNKNOWN"],
        ),
        (structure(unit("http://example.test/golf")), ["ID_SHARED"]),
        (structure(unit("http://a.test/1").replace("</au>", "<keywords>golf</keywords></au>")), ["ELEMENT_UNKNOWN"]),
        (structure(unit("http://a.test/1")).replace("CourseStructure.xsd", "other.xsd"), ["NAMESPACE_WRONG"]),
        (re.sub(' xmlns="[^"]*"', "", structure(unit("http://a.test/1"))), ["NAMESPACE_WRONG"]),
        (structure(unit("http://a.test/1").replace("1</langstring>", "</langstring>")), []),
        (structure(unit("http://a.test/1", url="golf://hole/1?a=b")), ["URL_OF_APPLICATION"]),
        (structure(unit("http://a.test/1", url="index.html#/start?endpoint=hash")), []),
        (
            structure(unit("http://a.test/1"), '<block id="http://a.test/b"><title/><description/></block>'),
            ["ELEMENT_MISSING"],
        ),
        (
            re.sub("<description>.*?</description>", "", structure(unit("http://a.test/1")), count=1),
            ["ELEMENT_MISSING"],
        ),
    ],
)
def test_what_misleads_nobody_is_a_warning(text, codes):
    package = read(text)
    found = [one.code for one in package.warnings]
    assert (found, len(package.root.launchable())) == (codes, 1)


def test_the_elements_and_attributes_of_vendors_are_left_alone():
    extension = (
        '<v:title xmlns:v="urn:vendor"><v:langstring>No</v:langstring></v:title>'
        '<v:au xmlns:v="urn:vendor" id="no"/><v:url xmlns:v="urn:vendor">no.html</v:url>'
    )
    text = structure(
        unit("http://a.test/1")
        .replace("<au ", '<au xmlns:w="urn:w" w:id="no" w:moveOn="no" w:masteryScore="80" ')
        .replace("</au>", f"{extension}</au>")
    )
    text = text.replace("</courseStructure>", f"{extension}</courseStructure>")
    activity = read(text).entry
    assert (activity.title, activity.item_identifier, activity.href) == ("1", "http://a.test/1", "index.html")
    assert activity.scaled_passing_score is None


def test_a_structure_may_be_written_with_a_prefix():
    text = re.sub("<(/?)([a-zA-Z])", r"<\1c:\2", structure(unit("http://a.test/1")).partition("?>")[2])
    package = read(text.replace(" xmlns=", " xmlns:c="))
    assert ([one.title for one in package.root.walk()], package.entry.href) == (["Golf", "1"], "index.html")


@pytest.mark.parametrize(
    ("title", "expected", "language"),
    [
        ('<langstring lang="de">Golf</langstring><langstring lang="en">Golfing</langstring>', "Golf", "de"),
        ('<langstring lang="de"> </langstring><langstring lang="en">Golfing</langstring>', "Golfing", "en"),
        ('<langstring xml:lang="de">Golf\n  erklärt</langstring>', "Golf erklärt", "de"),
        ("<langstring>Golf</langstring>", "Golf", None),
        ("Golf", "Golf", None),
        ("", "golf", None),
    ],
)
def test_the_title_is_the_first_langstring_that_says_something(title, expected, language):
    text = re.sub("<title>.*?</title>", f"<title>{title}</title>", CMI5, count=1)
    package = read(text)
    told = [] if title else ['The course has no title; "golf" is shown instead.']
    assert (package.title, package.metadata.title_language) == (expected, language)
    assert [one.message for one in package.warnings] == told


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


def test_what_a_unit_is_launched_with_and_judged_by_is_kept_as_it_is_written():
    attributes = (
        'moveOn="CompletedAndPassed" masteryScore=" 0.8500 " launchMethod="OwnWindow" activityType="urn:lesson"'
    )
    inside = (
        '<objectives><objective idref=" http://a.test/o "/></objectives><url>index.html</url><launchParameters>'
        '\n{"a":  "b\n  c"}\n</launchParameters><entitlementKey> xyz-123 </entitlementKey>'
    )
    text = structure(unit("http://a.test/1", attributes=attributes).replace("<url>index.html</url>", inside))
    assert read(text).entry == Activity(
        title="1",
        type=ActivityType.SCO,
        external_identifier="http://a.test/1",
        item_identifier="http://a.test/1",
        href="index.html",
        scaled_passing_score="0.85",
        launch_data='{"a":  "b\n  c"}',
        objectives=("http://a.test/o",),
        xapi_type="urn:lesson",
        cmi5=Cmi5Unit(launch_method="OwnWindow", move_on="CompletedAndPassed", entitlement_key="xyz-123"),
    )


def test_a_unit_that_says_nothing_of_it_opens_in_any_window_and_is_satisfied():
    assert read(structure(unit("http://a.test/1"))).entry.cmi5 == Cmi5Unit(
        launch_method="AnyWindow", move_on="NotApplicable"
    )


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
        (structure(unit("http://a.test/1").replace("<title>", "<url>index.html</url><title>", 1)), "ELEMENT_ORDER"),
        (structure(unit("http://a.test/1").replace("<url>", "<launchParameters/><url>")), "ELEMENT_ORDER"),
        (structure(unit("http://a.test/1").replace("</au>", "<url>index.html</url></au>")), "ELEMENT_ORDER"),
        (structure(unit("http://a.test/1"), OBJECTIVES), "ELEMENT_ORDER"),
        (structure(f'<block id="http://b">{unit("http://b")}</block>'), "ID_TWICE"),
        (structure(OBJECTIVES, unit("http://a.test/o")), "ID_TWICE"),
        (structure(unit("http://a.test/1").replace("<url>", REFERENCE.format("o") + "<url>")), "ID_NOT_IRI"),
        (structure(unit("http://a.test/1", url="javascript://a%0Aalert(1)")), "HREF_INVALID"),
        (structure(unit("http://a.test/1", url="file:///etc/passwd")), "HREF_INVALID"),
        (structure(unit("http://a.test/1", url="http://[::1")), "HREF_INVALID"),
        (structure(), "NOTHING_TO_LAUNCH"),
        ('<courseStructure xmlns="urn:x"/>', "COURSE_MISSING"),
        ("<other/>", "UNSUPPORTED"),
    ],
)
def test_a_course_structure_that_the_specification_rejects_is_refused(text, code):
    assert refusal(text) == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (structure(unit("http://a.test/1").replace('id="http://a.test/1"', "")), "The au has no id."),
        (structure(unit("1")), 'The au id "1" is not an IRI.'),
        (
            structure(unit("http://a.test/1", attributes='moveOn="passed"')),
            'moveOn="passed" is not one of Completed, CompletedAndPassed, CompletedOrPassed, NotApplicable, Passed.',
        ),
        (
            structure(unit("http://a.test/1").replace("<url>", "<launchParameters/><url>")),
            "<url> is out of order in <au>, or there twice.",
        ),
        (
            structure(unit("http://a.test/1"), '<course id="http://a.test/2"/>'),
            "<course> is out of order in <courseStructure>, or there twice.",
        ),
    ],
)
def test_a_rejection_names_what_is_wrong_as_the_schema_does(text, message):
    with pytest.raises(PackageError) as refused:
        read(text)
    assert refused.value.finding.message == message


def test_a_rejection_of_the_order_says_what_it_is():
    with pytest.raises(PackageError) as refused:
        read(structure(unit("http://a.test/1"), OBJECTIVES))
    fix = (
        "The order in <courseStructure> is <course>, <objectives>, <au> or <block>, each once but for units and blocks."
    )
    assert refused.value.finding.fix == fix


@pytest.mark.parametrize("url", ["index.html", "path/1/index.html?abc=def", "/index.html"])
def test_a_course_structure_without_a_zip_cannot_have_relative_urls(url):
    with pytest.raises(PackageError) as refused:
        read_package(io.BytesIO(course_structure(urls=[url]).encode()), filename="cmi5.xml")
    assert refused.value.finding.code == "HREF_RELATIVE"
