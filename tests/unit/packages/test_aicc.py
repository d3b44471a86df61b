"""AICC descriptors as tools write them."""

import io

import pytest

from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import read_package
from tests.fixtures.packages import archive

CRS = "[Course]\nCourse_ID=C1\nCourse_Title=Golf\n"
AU = '"System_ID","File_Name"\n"A1","1.html"\n"A2","2.html"\n'


def read(**files: str | bytes) -> Package:
    members = {f"course.{extension}": content for extension, content in files.items()}
    return read_package(io.BytesIO(archive(members | {"1.html": "", "2.html": ""})), filename="golf.zip")


def tree(package: Package) -> list[tuple[str, str, int]]:
    return [(one.external_identifier, one.title, len(one.children)) for one in package.root.walk()]


def codes(package: Package) -> list[str]:
    return [warning.code for warning in package.warnings]


def test_blocks_nest_and_take_their_titles_from_des():
    package = read(
        crs=CRS,
        au=AU,
        des='"system_id","title"\n"B1","Block"\n"a2","Second"\n',
        cst='"block","member","member"\n"ROOT","B1"\n"B1","A2","B2"\n"b2","A1"\n',
    )
    assert tree(package) == [
        ("C1", "Golf", 1),
        ("B1", "Block", 2),
        ("A2", "Second", 0),
        ("B2", "B2", 1),
        ("A1", "A1", 0),
    ]


def test_units_in_no_block_are_put_at_the_end_with_a_warning():
    package = read(crs=CRS, au=AU, cst='"block","member"\n"root","A2"\n')
    assert ([one[0] for one in tree(package)], codes(package)) == (["C1", "A2", "A1"], ["UNIT_NOT_IN_STRUCTURE"])


def test_without_a_structure_the_units_follow_in_order():
    package = read(crs=CRS, au=AU)
    assert ([one[0] for one in tree(package)], codes(package)) == (["C1", "A1", "A2"], [])


def test_blocks_that_hold_each_other_stand_once():
    package = read(crs=CRS, au=AU, cst="block,member,member\nroot,B1,root\nB1,B1,A1\n")
    assert [one[0] for one in tree(package)] == ["C1", "B1", "A1", "A2"]


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


def test_a_course_without_crs_is_named_by_its_file():
    assert read(au=AU, des='"system_id","title"\n').title == "golf"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"crs": CRS}, "NOTHING_TO_LAUNCH"),
        ({"crs": CRS, "au": '"system_id","file_name"\n"A1",""\n'}, "NOTHING_TO_LAUNCH"),
        ({"crs": CRS, "au": AU, "des": '"system_id","title"\n"A1","' + "x" * 200_000 + '"\n'}, "AICC_TABLE"),
        ({"crs": CRS, "au": "a\n" * 50_001}, "AICC_TOO_LARGE"),
        ({"crs": b"x" * (8 * 2**20 + 1), "au": AU}, "DESCRIPTOR_TOO_LARGE"),
        ({"au": AU}, "NO_DESCRIPTOR"),
    ],
    ids=["no-au", "no-file", "endless-cell", "endless-table", "large", "au-alone"],
)
def test_a_course_that_cannot_be_read_is_refused(files, code):
    with pytest.raises(PackageError) as refused:
        read(**files)
    assert refused.value.finding.code == code
