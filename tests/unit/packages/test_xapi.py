"""tincan.xml: what is read of it, as tools write it."""

import io
import re

import pytest

from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import read_package
from tests.fixtures.packages import archive


def read(text: str) -> Package:
    return read_package(io.BytesIO(archive({"tincan.xml": text, "index.html": ""})), filename="golf.zip")


def tincan(*activities: str) -> str:
    return f"<tincan><activities>{''.join(activities)}</activities></tincan>"


def test_only_activities_with_a_launch_are_part_of_the_course():
    text = tincan(
        '<activity id="http://a.test/question"><name>Question</name></activity>',
        '<activity id="http://a.test/1"><name>One</name><launch/><launch lang="de">index.html</launch></activity>',
        '<activity id="http://a.test/2"><launch>index.html?2</launch></activity>',
    )
    package = read(text)
    assert [(one.title, one.href) for one in package.root.walk()] == [
        ("One", ""),
        ("One", "index.html"),
        ("http://a.test/2", "index.html?2"),
    ]
    assert (package.activity_id, package.languages, package.warnings) == ("http://a.test/1", ("de",), ())


def test_an_activity_without_a_name_is_shown_as_the_upload_is_named():
    text = tincan('<activity id="http://a.test/1"><name/><launch>index.html</launch></activity>')
    package = read(text)
    assert (package.title, package.root.children[0].title) == ("golf", "http://a.test/1")
    assert [one.message for one in package.warnings] == ['The activity has no title; "golf" is shown instead.']


LAUNCHED = '<activity id="http://a.test/1"><name lang="de">Golf</name><launch> index.html </launch></activity>'


@pytest.mark.parametrize(
    "text",
    [
        f"<tincan>{LAUNCHED.replace('<name', '<name/><name', 1)}</tincan>",
        re.sub("<(/?)([a-z])", r"<\1t:\2", tincan(LAUNCHED)).replace("<t:tincan", '<t:tincan xmlns:t="urn:t"'),
        tincan(LAUNCHED.replace("<launch> ", '<extensions><extension key="urn:e" value="1"/></extensions><launch>.\\')),
    ],
    ids=["without-activities", "prefixed", "backslash-and-extensions"],
)
def test_a_tincan_file_is_read_as_tools_write_it(text):
    package = read(text)
    assert (package.title, package.metadata.title_language, package.entry.href, package.warnings) == (
        "Golf",
        "de",
        "index.html",
        (),
    )


def test_an_activity_id_that_is_no_iri_and_a_missing_page_are_told():
    package = read(tincan('<activity id="[HOST]/x"><name>X</name><launch>gone.html</launch></activity>'))
    assert [one.code for one in package.warnings] == ["HREF_MISSING_FILE", "ACTIVITY_ID_INVALID"]


@pytest.mark.parametrize("text", ["<tincan/>", tincan('<activity id="http://a.test/1"><name>X</name></activity>')])
def test_xapi_without_a_launch_is_refused(text):
    with pytest.raises(PackageError) as refused:
        read(text)
    assert refused.value.finding.code == "NOTHING_TO_LAUNCH"
