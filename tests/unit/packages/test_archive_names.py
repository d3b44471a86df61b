"""Names of the members of zips: in any encoding, and none that leads outside."""

import io
import struct
import time
import zipfile
import zlib

import pytest

from hornbook_server.packages import Limits, open_archive
from hornbook_server.packages.findings import Findings
from tests.fixtures.archives import opened, patched
from tests.fixtures.packages import archive

SYMLINK = 0o120777 << 16
DEVICE = 0o020666 << 16


def named(name: str, **attributes) -> bytes:
    """A zip of `good.html` and a member whose raw name is this, unchecked by zipfile."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("good.html", "good")
        info = zipfile.ZipInfo("x")
        info.filename = name
        for attribute, value in attributes.items():
            setattr(info, attribute, value)
        target.writestr(info, "content")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up.html", "a/../../up.html", "C:\\evil.exe", "\\\\host\\share", "a\x01b", "a\x7fb", "a\x85b"],
)
def test_a_member_that_could_land_outside_is_left_out(name):
    found, warnings = opened(named(name))
    assert list(found.members) == ["good.html"]
    assert "MEMBER_SKIPPED" in warnings


@pytest.mark.parametrize(("content", "members"), [("", []), ("aaa", ["a.html"])])
def test_what_is_marked_as_a_folder_is_one_unless_it_holds_bytes(content, members):
    data = archive({"a.html": content})
    found, warnings = opened(patched(data, b"PK\x01\x02", 38, b"\x10"))
    assert (list(found.members), warnings) == (members, [])


@pytest.mark.parametrize("mode", [SYMLINK, DEVICE])
def test_links_and_devices_are_left_out(mode):
    found, warnings = opened(named("link", external_attr=mode, create_system=3))
    assert (list(found.members), warnings) == (["good.html"], ["MEMBER_SKIPPED"])


def test_backslashes_dots_and_doubled_slashes_become_plain_paths():
    assert list(opened(named("a\\b\\c.html"))[0].members) == ["good.html", "a/b/c.html"]
    assert list(opened(named("./a//b/./c.html"))[0].members) == ["good.html", "a/b/c.html"]


def test_folders_and_leftovers_of_finder_and_explorer_are_no_members():
    junk = ("__MACOSX/._a", "b/.DS_Store", "Thumbs.db", "a/._b.html", "._imsmanifest.xml")
    data = archive({"a/": "", **dict.fromkeys(junk, "x"), "a/b.html": "x"})
    found, warnings = opened(data)
    assert (list(found.members), warnings) == (["a/b.html"], ["JUNK_FILES"])


def test_of_two_members_with_one_name_the_last_counts():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("a.html", "first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            target.writestr("a.html", "second")
    found, warnings = opened(buffer.getvalue())
    assert (found.read("a.html"), warnings) == (b"second", ["MEMBER_TWICE"])


def test_names_that_differ_by_case_or_unicode_form_are_found_and_told():
    found, warnings = opened(archive({"Index.html": "1", "index.HTML": "2", "e\u0301.html": "3"}))
    assert warnings == ["MEMBER_TWINS"]
    assert [found.find(name) for name in ("Index.html", "INDEX.HTML", "\u00e9.html", "no.html")] == [
        "Index.html",
        "Index.html",
        "e\u0301.html",
        None,
    ]


@pytest.mark.parametrize("encoding", ["cp866", "gb18030", "cp932", "cp437", "utf-8"])
def test_names_without_the_utf8_flag_are_read_in_the_encoding_that_makes_sense(encoding):
    name = {"cp866": "Урок", "gb18030": "课程介绍", "cp932": "コース", "cp437": "Übung", "utf-8": "Über"}[encoding]
    raw = name.encode(encoding)
    data = archive({"x" * len(raw): "content"}).replace(b"x" * len(raw), raw)
    assert list(opened(data)[0].members) == [name]


def test_a_heap_of_combining_marks_is_compared_in_linear_time():
    found, _ = opened(archive({"a.html": "aaa"}))
    began = time.process_time()
    assert found.find("a" + "\u0301\u0316" * 50_000) is None
    assert time.process_time() - began < 1


def test_names_that_all_begin_with_a_slash_are_kept_without_it():
    found, warnings = opened(archive({"/a.html": "a", "/b/": "", "/b/c.html": "c"}))
    assert (list(found.members), warnings) == (["a.html", "b/c.html"], ["NAMES_ROOTED"])


def test_a_name_falsely_marked_as_utf8_is_read_as_one_without_the_mark():
    raw = "Урок.html".encode("cp866")
    data = patched(archive({"x" * len(raw): "a"}), b"PK\x01\x02", 8, b"\x00\x08").replace(b"x" * len(raw), raw)
    assert list(opened(data)[0].members) == ["Урок.html"]


def test_an_overlong_form_of_a_slash_is_none():
    data = patched(archive({"xxxx.html": "a"}), b"PK\x01\x02", 8, b"\x00\x08").replace(b"xxxx.", b"..\xc0\xaf.")
    assert all("/" not in path for path in opened(data)[0].members)


@pytest.mark.parametrize(("checksum", "name"), [(True, "Урок.html"), (False, "xxxx.html")])
def test_a_unicode_path_field_names_the_file_if_it_is_of_this_name(checksum, name):
    raw = b"xxxx.html"
    field = b"\x01" + struct.pack("<I", zlib.crc32(raw if checksum else b"other")) + "Урок.html".encode()
    found, _ = opened(named_raw(raw, extra=struct.pack("<HH", 0x7075, len(field)) + field))
    assert list(found.members) == [name]


def named_raw(name: bytes, extra: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        info = zipfile.ZipInfo(name.decode())
        info.extra = extra
        target.writestr(info, "content")
    return buffer.getvalue()


def test_another_name_in_the_files_own_header_is_told():
    data = archive({"a.html": "a"}).replace(b"a.html", b"b.html", 1)
    found, warnings = opened(data)
    assert (list(found.members), warnings) == (["a.html"], ["MEMBER_NAMES_DIFFER"])


def test_names_in_messages_cannot_turn_the_text_around():
    findings = Findings()
    open_archive(io.BytesIO(archive({"../\u202egnp.exe": "x", "good": "g"})), Limits(), findings)
    assert [warning.file for warning in findings.all()] == ["../\N{REPLACEMENT CHARACTER}gnp.exe"]
