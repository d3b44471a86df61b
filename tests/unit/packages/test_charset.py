import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook_server.packages.charset import guess


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Плановый курс", "cp1251"),
        ("ОХРАНА ТРУДА", "cp1251"),
        ("Охрана труда", "cp866"),
        ("安全生产培训", "gb18030"),
        ("情報セキュリティ研修", "cp932"),
        ("職業安全", "big5hkscs"),
        ("Sécurité générale: où ça", "cp1252"),
        ("Größe", "cp1252"),
        ("Che cos'è una relazione", "cp1252"),
        ("La sicurezza è importante", "cp1252"),
        ("à la carte", "cp1252"),
        ("50 € – price", "cp1252"),
        ("© 2010 Acme", "cp1252"),
        ("1ª parte", "cp1252"),
        ("Microsoft Word и Excel для начинающих", "cp1251"),
        ("Word和excel入门", "gb18030"),
        ("Работа с html и css", "cp1251"),
        ("Manager’s guide – part 1", "cp1252"),
        ("ВВОДНЫЙ ИНСТРУКТАЖ", "cp1251"),
        ("ЭЛЕКТРОБЕЗОПАСНОСТЬ", "cp1251"),
        ("ПОЖАРНАЯ БЕЗОПАСНОСТЬ", "cp866"),
        ("ΕΚΠΑΙΔΕΥΣΗ ΠΡΟΣΩΠΙΚΟΥ", "cp1253"),
        ("Giriş ve güvenliği", "cp1254"),
        ("Acme® Training", "cp1252"),
        ("Плановый курс", "koi8-r"),
        ("Вступ до охорони праці", "cp1251"),
        ("Szkolenie wstępne BHP", "cp1250"),
        ("Závěrečný test: Úvod do účetnictví", "cp1250"),
        ("Εισαγωγή στην ασφάλεια", "cp1253"),
        ("Müşteri ilişkileri yönetimi", "cp1254"),
        ("בטיחות בעבודה", "cp1255"),
        ("السلامة والصحة المهنية", "cp1256"),
        ("第1章 個人情報の保護", "euc-jp"),
        ("산업안전보건 교육", "cp949"),
        ("Brandschutz für Führungskräfte", "cp850"),
        ("Ångström – курс 研修", "utf-8"),
        ("plain", "utf-8"),
    ],
)
def test_short_titles_are_enough_to_tell_encodings_apart(text, encoding):
    line = f'"A1","d","{text}","text"\r\n'
    data = line.encode(encoding)
    assert data.decode(guess(data, fallback="cp1252")) == line


def test_names_in_old_zips_are_dos_where_both_read_well():
    names = [f"content/{word}.html" for word in ("Übungen", "Größe", "Évaluation", "Охрана труда", "情報研修")]
    data = [name.encode(encoding) for name, encoding in zip(names, ["cp850"] * 3 + ["cp866", "cp932"], strict=True)]
    assert [name.decode(guess(name, fallback="cp437")) for name in data] == names


@given(st.binary(max_size=300))
def test_any_bytes_are_given_an_encoding(data):
    data.decode(guess(data, fallback="cp1252"), errors="replace")
