import pytest

from hornbook_server.packages.charset import guess, known


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Плановый курс", "cp1251"),
        ("ОХРАНА ТРУДА", "cp1251"),
        ("Охрана труда", "cp866"),
        ("安全生产培训", "gb18030"),
        ("情報セキュリティ研修", "cp932"),
        ("職業安全", "big5"),
        ("Sécurité générale: où ça", "fallback"),
        ("Größe", "fallback"),
        ("Ångström – курс 研修", "utf-8"),
        ("plain", "utf-8"),
    ],
)
def test_short_titles_are_enough_to_tell_encodings_apart(text, encoding):
    line = f'"A1","d","{text}","text"\r\n'
    data = line.encode("cp1252" if encoding == "fallback" else encoding)
    assert guess(data, fallback="fallback") == encoding


def test_only_character_sets_are_known_and_their_common_supersets_taken():
    names = ["UTF-8", "gb2312", "Shift_JIS", "windows-1251", "ISO-8859-1", "punycode", "unicode_escape", "hex", "?"]
    assert [known(name) for name in names] == [
        "utf-8",
        "gb18030",
        "cp932",
        "cp1251",
        "iso8859-1",
        None,
        None,
        None,
        None,
    ]
