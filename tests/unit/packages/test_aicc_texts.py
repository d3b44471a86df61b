"""Values and texts of AICC descriptors: columns, keys, quotes, sections, encodings."""

import pytest

from tests.fixtures.aicc import AU, CRS, codes, read


@pytest.mark.parametrize(
    "crs",
    [
        "Course_Title=Golf\nCourse_ID=C1\n",
        "[Course_Behavior]\nMax_Normal=1\nCourse_Title=Golf\nCourse_ID=C1\n[Course]\nLevel=1\n",
        "[COURSE]\r\n\tcourse_title\t=\t'\r\nCOURSE TITLE=no\r\ncourse_id=C1".replace("'", '"Golf"'),
        "[Course]\nCourse_Title=\nCourse_Title=Golf\nCourse_Title=Other\nCourse_ID=C1\n\x1a",
        "[Course_Description]\nCourse_Title=No\n[Course]\nCourse_Title=Golf\nCourse_ID=C1\n",
        "[Course]\rCourse_Title=Golf\rCourse_ID=C1\r",
        '[Course]\nCourse_Title="Golf"\nCourse_ID="C1"\n',
        "\ufeff[Course]\nCourse_Title=Golf\nCourse_ID=C1\n",
    ],
)
def test_the_keys_of_a_course_are_found_wherever_they_are(crs):
    package = read(crs=crs, au=AU)
    assert (package.title, package.root.item_identifier) == ("Golf", "C1")


def test_quotes_in_the_value_of_a_key_are_doubled():
    assert read(crs='[Course]\nCourse_Title="Say ""golf"" now"\n', au=AU).title == 'Say "golf" now'


def test_titles_that_lost_their_letters_stay_as_they_are_with_a_warning():
    package = read(crs="[Course]\nCourse_Title=??????? ????\n", au=AU)
    assert (package.title, codes(package)) == ("??????? ????", ["TITLE_LOST"])


def test_columns_come_in_any_order_and_values_with_commas_blanks_and_quotes():
    package = read(
        crs='  [ course ] \r\n  COURSE_TITLE = "Golf,   explained" \r\n;Course_ID=no\r\n',
        au='File_Name , Web_Launch, Mastery_Score,System_ID\r\n "1.html" , "a=1,2" , 75 , "A1"\r\n\r\n',
        des='title,system_id\r\n"Say ""golf""",A1\r\n',
    )
    unit = package.entry
    assert (package.title, unit.title, unit.href, unit.parameters, unit.scaled_passing_score) == (
        "Golf, explained",
        'Say "golf"',
        "1.html",
        "a=1,2",
        "0.75",
    )


def test_the_description_is_a_section_of_free_text():
    package = read(crs=f"{CRS}[Course_Description]\nPar = 72.\nNo more.\n[Course_Behavior]\nMax_Normal=1\n", au=AU)
    assert package.metadata.description == "Par = 72. No more."


def test_endless_values_are_cut():
    package = read(crs=f"[Course]\nCourse_Title={'x' * 200_000}\n[Course_Description]\n" + "y\n" * 200_000, au=AU)
    assert (len(package.title), len(package.metadata.description)) == (100_000, 100_000)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1251", "Охрана труда"),
        ("gb18030", "安全培训"),
        ("cp932", "情報研修"),
        ("cp1252", "Größe"),
        ("utf-8-sig", "Größe"),
    ],
)
def test_descriptors_declare_no_encoding_and_are_read_all_the_same(encoding, title):
    assert read(crs=f"[Course]\nCourse_Title={title}\n".encode(encoding), au=AU).title == title


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("title", ["Golf", "Охрана труда", "安全培训"])
def test_descriptors_in_utf_16_are_told_by_their_mark_or_their_zeros(encoding, title):
    assert read(crs=f"[Course]\r\nCourse_Title={title}\r\n".encode(encoding), au=AU).title == title
