"""Where hrefs lead."""

import io

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import Limits, open_archive
from hornbook_server.packages.content import Content
from hornbook_server.packages.findings import Findings
from tests.fixtures.packages import archive


def content(*members: str, folder: str = "") -> Content:
    findings = Findings()
    opened = open_archive(io.BytesIO(archive(dict.fromkeys(members, ""))), Limits(), findings)
    return Content(opened, folder, "imsmanifest.xml", "upload", findings)


def codes(found: Content) -> list[str]:
    return [warning.code for warning in found.findings.all()]


@pytest.mark.parametrize(
    ("href", "base", "seen"),
    [
        ("a/b.html", "", "a/b.html"),
        ("b.html?x=1&y=../..#z", "a", "a/b.html?x=1&y=../..#z"),
        ("../a/./b.html", "c/", "a/b.html"),
        ("a\\b.html", "", "a/b.html"),
        ("a%5Cb.html#%5c?x=%5c", "", "a/b.html#%5c?x=%5c"),
        ("https://example.test/a%5Cb.html", "", "https://example.test/a%5Cb.html"),
        ("/a/b.html", "", "a/b.html"),
        ("a/my%20page.html", "", "a/my%20page.html"),
        ("a/my page.html", "", "a/my page.html"),
        ("a/50%.html", "", "a/50%.html"),
        ("https://example.test/x?y", "a/", "https://example.test/x?y"),
        ("x.html", "http://example.test/a/?y", "http://example.test/a/x.html"),
        ("http://example.test/my course/a.html?x y", "", "http://example.test/my course/a.html?x y"),
        ("https://[::1]:8080/x", "", "https://[::1]:8080/x"),
    ],
)
def test_an_href_is_kept_as_written_with_its_base_and_dots_worked_out(href, base, seen):
    found = content("a/b.html", "a/my page.html", "a/50%.html")
    assert (found.entry(href, bases=(base,)), codes(found)) == (seen, [])


@pytest.mark.parametrize(
    ("href", "bases", "members", "seen"),
    [
        ("1.html", ("a/", "b/"), ["a/b/1.html"], "a/b/1.html"),
        ("1.html", ("a", "b"), ["a/b/1.html"], "a/b/1.html"),
        ("1.html", ("a/b",), ["a/1.html"], "a/1.html"),
        ("1.html", ("a",), ["1.html", "a/1.html"], "1.html"),
        ("1.html", ("a/start.html",), ["a/1.html"], "a/1.html"),
        ("1.html", ("a/", "/b/"), ["b/1.html"], "b/1.html"),
        ("1.html", ("a/", "/b/"), ["a/b/1.html"], "a/b/1.html"),
        ("/1.html", ("a/",), ["1.html"], "1.html"),
        ("/1.html", ("a/",), ["a/1.html"], "a/1.html"),
        ("../1.html", ("a/b/",), ["a/1.html"], "a/1.html"),
        ("1.html", ("a/", "../b/"), ["b/1.html"], "b/1.html"),
        ("1.html", ("a\\",), ["a/1.html"], "a/1.html"),
        ("1.html", ("a/", "http://example.test/b/"), [], "http://example.test/b/1.html"),
        ("a/", (), ["a/"], "a/"),
    ],
)
def test_of_the_readings_of_a_base_the_one_that_leads_to_a_file_counts_and_the_standard_s_first(
    href, bases, members, seen
):
    assert content(*members).entry(href, bases=bases) == seen


@pytest.mark.parametrize(
    ("href", "members", "seen", "told"),
    [
        ("//cdn.example.test/a/b.html?x", [], "https://cdn.example.test/a/b.html?x", []),
        ("//example.test:8080/a.html", [], "https://example.test:8080/a.html", []),
        ("//example.test/a.html", ["example.test/a.html"], "example.test/a.html", []),
        ("//a/b.html", [], "a/b.html", ["HREF_MISSING_FILE"]),
        ("//index.html", [], "index.html", ["HREF_MISSING_FILE"]),
        ("\\\\example.test\\a.html", [], "example.test/a.html", ["HREF_MISSING_FILE"]),
    ],
)
def test_two_slashes_and_a_host_lead_to_the_web_unless_there_is_such_a_file(href, members, seen, told):
    found = content("x.html", *members)
    assert (found.entry(href), codes(found)) == (seen, told)


def test_a_base_without_a_slash_is_a_folder_where_no_file_tells():
    assert content("x.html").entry("1.html", bases=("a",)) == "a/1.html"


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("../secret.html", "HREF_OUTSIDE"),
        ("a/../../secret.html", "HREF_OUTSIDE"),
        ("%2e%2e/secret.html", "HREF_OUTSIDE"),
        ("..\\secret.html", "HREF_OUTSIDE"),
        ("b/..%2f..%5csecret.html", "HREF_OUTSIDE"),
        ("javascript:alert(1)", "HREF_INVALID"),
        ("data:text/html,x", "HREF_INVALID"),
        ("file:///etc/passwd", "HREF_INVALID"),
        ("C:\\course\\a.html", "HREF_INVALID"),
        ("http://example.test a.html", "HREF_INVALID"),
        ("http://[::1", "HREF_INVALID"),
        ("http://example.test:port/a.html", "HREF_INVALID"),
        ("?page=1", "HREF_INVALID"),
        ("#top", "HREF_INVALID"),
        (".", "HREF_INVALID"),
    ],
)
def test_an_href_that_leads_nowhere_here_is_dropped_with_a_warning(href, code):
    found = content("a/b.html", "secret.html", folder="a/")
    assert (found.entry(href), codes(found)) == ("", [code])


def test_a_strict_reader_refuses_what_others_warn_of():
    for href, code in (
        ("../../x.html", "HREF_OUTSIDE"),
        ("gone.html", "HREF_MISSING_FILE"),
        ("data:x", "HREF_INVALID"),
        ("http://example.test/my course/a.html", "HREF_INVALID"),
    ):
        with pytest.raises(PackageError) as refused:
            content("a.html").entry(href, strict=True)
        assert refused.value.finding.code == code


def test_a_missing_file_is_told_once_however_many_items_show_it():
    found = content("a.html")
    assert [found.entry("gone.html", line=7) for _ in range(3)] == ["gone.html"] * 3
    assert [(one.code, one.file, one.line) for one in found.findings.all()] == [
        ("HREF_MISSING_FILE", "imsmanifest.xml", 7)
    ]


@pytest.mark.parametrize("href", ["Content/INDEX.html", "content/%49ndex.html", "content/caf\u00e9.html"])
def test_a_file_spelled_otherwise_is_found_and_told(href):
    found = content("content/index.html", "content/cafe\u0301.html")
    assert (found.entry(href), codes(found)) == (href, ["HREF_SPELLING"])


@pytest.mark.parametrize(
    ("href", "members", "seen", "told"),
    [
        ("C# course/a.html", ["C# course/a.html"], "C%23 course/a.html", ["HREF_SPELLING"]),
        ("why?.html?x=1#y", ["why?.html?x=1#y"], "why%3F.html%3Fx=1%23y", ["HREF_SPELLING"]),
        ("a.html#b", ["a.html", "a.html#b"], "a.html#b", []),
        ("a.html#b", ["c.html"], "a.html#b", ["HREF_MISSING_FILE"]),
    ],
)
def test_a_mark_that_ends_a_path_may_stand_in_the_name_of_a_file(href, members, seen, told):
    found = content(*members)
    assert (found.entry(href), codes(found)) == (seen, told)


@pytest.mark.parametrize(
    ("href", "how"), [("CAFE\u0301.html", "otherwise"), ("caf\u00e9.html", "in another Unicode form")]
)
def test_a_spelling_that_looks_alike_is_named_for_what_it_is(href, how):
    found = content("cafe\u0301.html")
    found.entry(href)
    assert f" is spelled {how} in the archive" in found.findings.all()[0].message


def test_hrefs_in_a_wrapping_folder_begin_with_it():
    for folder, seen in (("My Kurs Ü/", "My Kurs Ü/a.html"), ("50%20: #1?/", "50%2520%3A %231%3F/a.html")):
        found = content(f"{folder}a.html", folder=folder)
        assert (found.entry("a.html"), codes(found)) == (seen, [])


def test_a_descriptor_that_came_alone_can_only_lead_to_the_web():
    alone = Content(None, "", "cmi5.xml", "cmi5", Findings())
    assert alone.entry("https://example.test/") == "https://example.test/"
    with pytest.raises(PackageError) as refused:
        alone.entry("index.html")
    assert refused.value.finding.code == "HREF_RELATIVE"


@pytest.mark.parametrize(("href", "base"), [("a" * 5000, ""), ("a", "b" * 5000), ("a" * 2500, "b" * 2500)])
def test_an_href_that_is_longer_than_any_path_leads_nowhere(href, base):
    found = content()
    assert (found.entry(href, bases=(base,)), codes(found)) == ("", ["HREF_INVALID"])
