"""Zips as they come: odd ones are read with a warning, broken and hostile ones refused."""

import io
import struct
import zipfile

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import Limits, open_archive
from hornbook_server.packages.findings import Findings
from tests.fixtures.packages import archive

SYMLINK = 0o120777 << 16
DEVICE = 0o020666 << 16


def opened(data: bytes, **limits: int):
    findings = Findings()
    found = open_archive(io.BytesIO(data), Limits(**limits), findings)
    return found, [warning.code for warning in findings.all()]


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(PackageError) as refused:
        opened(data, **limits)[0].verify()
    return refused.value.finding.code


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


def test_members_are_found_with_the_place_and_size_of_their_bytes():
    data = archive({"a.html": "aaa", "b/c.html": "c" * 1000})
    found, warnings = opened(data)
    members = list(found.members.values())
    assert warnings == []
    assert [(one.path, one.size, found.read(one.path)) for one in members] == [
        ("a.html", 3, b"aaa"),
        ("b/c.html", 1000, b"c" * 1000),
    ]
    assert [one.crc for one in members] == [one.CRC for one in zipfile.ZipFile(io.BytesIO(data)).infolist()]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up.html", "a/../../up.html", "C:\\evil.exe", "\\\\host\\share", "a\x01b", "a\x7fb"]
)
def test_a_member_that_could_land_outside_is_left_out(name):
    found, warnings = opened(named(name))
    assert list(found.members) == ["good.html"]
    assert "MEMBER_SKIPPED" in warnings


@pytest.mark.parametrize("mode", [SYMLINK, DEVICE])
def test_links_and_devices_are_left_out(mode):
    found, warnings = opened(named("link", external_attr=mode, create_system=3))
    assert (list(found.members), warnings) == (["good.html"], ["MEMBER_SKIPPED"])


def test_backslashes_dots_and_doubled_slashes_become_plain_paths():
    assert list(opened(named("a\\b\\c.html"))[0].members) == ["good.html", "a/b/c.html"]
    assert list(opened(named("./a//b/./c.html"))[0].members) == ["good.html", "a/b/c.html"]


def test_folders_and_leftovers_of_finder_and_explorer_are_no_members():
    data = archive({"a/": "", "__MACOSX/._a": "x", "b/.DS_Store": "x", "Thumbs.db": "x", "a/b.html": "x"})
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


def test_limits_hold_before_anything_is_unpacked():
    data = archive({"a": "a" * 1000, "b": "b" * 1000})
    assert {
        "LIMIT_MEMBERS": refusal(data, members=1),
        "LIMIT_UNPACKED": refusal(data, unpacked=1999),
        "LIMIT_MEMBER": refusal(data, member=999),
        "LIMIT_RATIO": refusal(data, ratio=10, ratio_from=1000),
        "LIMIT_PATH": refusal(archive({"long": ""}), path=3),
        "LIMIT_DIRECTORY": refusal(data, directory=50),
    } == {
        code: code
        for code in ("LIMIT_MEMBERS", "LIMIT_UNPACKED", "LIMIT_MEMBER", "LIMIT_RATIO", "LIMIT_PATH", "LIMIT_DIRECTORY")
    }
    opened(data, members=2, unpacked=2000, member=1000, ratio=10, ratio_from=2000, path=1)[0].verify()


def test_a_member_that_unpacks_to_more_than_it_declares_is_refused():
    data = bytearray(archive({"a.html": bytes(100_000)}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 10)
    assert refusal(bytes(data)) == "CORRUPT"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_changed_byte_breaks_the_checksum(compression):
    data = bytearray(archive({"a.html": b"abcdefghij" * 10}, compression=compression))
    data[30 + len("a.html") + 3] ^= 1
    assert refusal(bytes(data)) == "CORRUPT"


def test_members_that_share_bytes_are_refused():
    data = bytearray(archive({"a": "a" * 100, "b": "b" * 100}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = bytes(4)
    assert refusal(bytes(data)) == "OVERLAPPING"


def test_an_encrypted_or_exotically_packed_member_is_refused():
    encrypted = bytearray(archive({"a": "a"}))
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(encrypted)) == "ENCRYPTED"
    assert refusal(archive({"a": "a" * 100}, compression=zipfile.ZIP_LZMA)) == "UNSUPPORTED_COMPRESSION"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + bytes(100), b"Rar!\x1a\x07" + bytes(50)])
def test_what_is_no_zip_is_refused(data):
    assert refusal(data) == "NOT_A_ZIP"


def test_a_zip_behind_other_bytes_is_read():
    found, _ = opened(b"MZ self-extracting" + archive({"a.html": "aaa"}))
    assert found.read("a.html") == b"aaa"
