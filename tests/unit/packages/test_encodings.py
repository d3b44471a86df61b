"""Encodings as documents declare them."""

import pytest

from hornbook_server.packages import chunks
from hornbook_server.packages.encodings import is_mostly, is_utf8_after_all, known


def test_only_character_sets_are_known_and_their_common_supersets_taken():
    names = ["UTF-8", "gb2312", "Shift_JIS", "windows-1251", "ISO-8859-1", "punycode", "unicode_escape", "hex", "?"]
    assert [known(name) for name in names] == [
        "utf-8",
        "gb18030",
        "cp932",
        "cp1251",
        "cp1252",
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("Windows-31J", "cp932"),
        ("x-sjis", "cp932"),
        ("x-gbk", "gb18030"),
        ("GB_2312-80", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("windows-949", "cp949"),
        ("x-x-big5", "big5hkscs"),
        ("windows-874", "cp874"),
        ("ISO-8859-8-I", "iso8859-8"),
        ("x-mac-roman", "mac-roman"),
        ("HZ-GB-2312", "hz"),
        (" utf-8 ", "utf-8"),
    ],
)
def test_names_of_browsers_and_windows_are_known(label, codec):
    assert known(label) == codec


@pytest.mark.parametrize(
    ("text", "written", "declared", "is_utf8"),
    [
        ("Größe", "utf-8", "cp1252", True),
        ("Größe", "cp1252", "cp1252", False),
        ("Охрана труда", "utf-8", "cp1251", True),
        ("Охрана труда", "cp1251", "cp1251", False),
        ("安全生产", "utf-8", "gb18030", True),
        ("安全生产", "gb18030", "gb18030", False),
        ("情報", "utf-8", "cp932", True),
        ("情報", "utf-8", "utf-8", False),
        ("plain", "ascii", "cp1252", False),
    ],
)
def test_utf8_is_told_from_what_is_declared(text, written, declared, is_utf8):
    assert is_utf8_after_all(chunks.of(text.encode(written)), declared) is is_utf8


def test_a_few_characters_that_cannot_be_read_do_not_make_another_encoding():
    assert [
        is_mostly(data, "utf-8") for data in (b"\xfcber " + "Größe Maß".encode(), "Größe Maß".encode("cp1252"))
    ] == [
        True,
        False,
    ]
