"""AICC descriptors as tools write them."""

import io

import pytest

from hornbook_server.domain.course import Activity, ActivityType
from hornbook_server.domain.package import Package, PackageError
from hornbook_server.domain.units import AiccUnit, CompletionRequirement
from hornbook_server.packages import read_package
from tests.fixtures.aicc import AU, CRS, codes, read
from tests.fixtures.packages import archive


def tree(package: Package) -> list[tuple[str, str, int]]:
    return [(one.external_identifier, one.title, len(one.children)) for one in package.root.walk()]


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


def shape(package: Package) -> object:
    """The tree as nested lists of identifiers."""
    return outline(package.root)[1:]


def outline(activity: Activity) -> list[object]:
    return [
        activity.item_identifier,
        *(outline(one) if one.children else one.item_identifier for one in activity.children),
    ]


@pytest.mark.parametrize(
    ("cst", "expected", "warned"),
    [
        ("block,member\nroot,A2,A1\n", ["A2", "A1"], []),
        ("block,member\nB1,A2\nROOT,A1,B1\n", ["A1", ["B1", "A2"]], []),
        ("block,member\nroot,A1\nroot,A2\n", ["A1", "A2"], []),
        ("block,member\nroot,a1,b1\nB1,a2\n", ["A1", ["b1", "A2"]], []),
        ("block,member\nC1,A2,A1\n", ["A2", "A1"], []),
        ("block,member\nB9,A2\nB8,A1\n", [["B9", "A2"], ["B8", "A1"]], []),
        ("block,member\nB9,B8,A2\nB8,A1\n", [["B8", "A1"], "A2"], []),
        ("block,member\nroot,A1\nB9,A2\n", ["A1", ["B9", "A2"]], ["UNIT_NOT_IN_STRUCTURE"]),
        ("block,member\nroot,A1,A7,A2\n", ["A1", "A2"], ["MEMBER_UNKNOWN"]),
        ("block,member\nroot,A1,J1,O2,A2\n", ["A1", "A2"], []),
        ("block,member\nroot,A1,A2\nJ1,O1\n", ["A1", "A2"], []),
        ("block,member\nroot,A1,B1,A1\nB1,A1,A2\n", ["A1", ["B1", "A2"]], ["MEMBER_REPEATED"]),
        ("block,member\nroot,B1\nB1,B2\nB2,B1,A1,A2\n", [["B1", ["B2", "A1", "A2"]]], ["MEMBER_REPEATED"]),
        (
            "block,member\nB1,B2,A1\nB2,B1,A2\n",
            [["B1", ["B2", "A2"], "A1"]],
            ["UNIT_NOT_IN_STRUCTURE", "MEMBER_REPEATED"],
        ),
        ("", ["A1", "A2"], []),
        ('"block","member"\n', ["A1", "A2"], []),
    ],
    ids=[
        "order",
        "root-last",
        "root-in-two-records",
        "case",
        "one-block-that-is-the-course",
        "no-root",
        "no-root-nested",
        "block-outside",
        "unknown-unit",
        "objectives",
        "objectives-of-objectives",
        "unit-twice",
        "cycle",
        "cycle-without-root",
        "empty",
        "names-alone",
    ],
)
def test_the_structure_is_that_of_the_cst_file_and_no_unit_is_lost(cst, expected, warned):
    package = read(crs=CRS, au=AU, cst=cst)
    assert (shape(package), codes(package)) == (expected, warned)


def test_a_course_without_a_block_root_may_have_one_block_with_a_title():
    package = read(crs=CRS, au=AU, cst="block,member\nB1,A2,A1\n", des="system_id,title\nB1,Block\n")
    assert (shape(package), package.root.children[0].title) == ([["B1", "A2", "A1"]], "Block")


def test_what_a_unit_is_launched_with_and_judged_by_is_kept_as_it_is_written():
    package = read(
        crs=CRS,
        au="System_ID,Type,Command_Line,File_Name,Max_Score,Mastery_Score,Max_Time_Allowed,Time_Limit_Action,"
        "System_Vendor,Core_Vendor,Web_Launch,AU_Password\n"
        'A1,lesson,run.exe,1.html,50,40,00:30:00,"E,N",Hand,"mode=1\n  level=2",a=1&b=2,secret\n',
        pre="structure_element,prerequisite\nA1,B1&~A2\n",
        ort="course_element,member,member\na1,J1,J2\n",
        cmp="structure_element,requirement,result,next,return\nA1,A1=P,C,,A2\nA1,A2=F,I\n",
    )
    assert package.entry == Activity(
        title="A1",
        type=ActivityType.SCO,
        external_identifier="A1",
        item_identifier="A1",
        href="1.html",
        parameters="a=1&b=2",
        scaled_passing_score="0.8",
        launch_data="mode=1\n  level=2",
        max_time_allowed="00:30:00",
        time_limit_action="E,N",
        prerequisites="B1&~A2",
        objectives=("J1", "J2"),
        aicc=AiccUnit(
            kind="lesson",
            mastery_score="40",
            max_score="50",
            password="secret",
            command_line="run.exe",
            system_vendor="Hand",
            completion=(
                CompletionRequirement(requirement="A1=P", result="C", return_to="A2"),
                CompletionRequirement(requirement="A2=F", result="I"),
            ),
        ),
    )


def test_blocks_have_prerequisites_objectives_and_completion_too():
    package = read(
        crs=CRS,
        au=AU,
        cst="block,member,member\nroot,A1,,B1\nB1,A2,\n",
        pre="structure_element,prerequisite\nb1,A1\n",
        ort="structure_element,member\nB1,J1\n",
        cmp="structure_element,requirement,result\nB1,A2,C\n",
    )
    block = package.root.children[1]
    assert (block.prerequisites, block.objectives, block.aicc) == (
        "A1",
        ("J1",),
        AiccUnit(completion=(CompletionRequirement(requirement="A2", result="C"),)),
    )


@pytest.mark.parametrize(
    ("file_name", "href"),
    [
        ("sub\\1.html", "sub/1.html"),
        ("./1.html", "1.html"),
        ("/1.html", "1.html"),
        ("1.html?a=1&b=c:\\d#top", "1.html?a=1&b=c:\\d#top"),
        ("https://example.test/a b.html".replace(" ", "%20"), "https://example.test/a%20b.html"),
        ("HTTP://example.test", "HTTP://example.test"),
    ],
)
def test_a_file_name_is_a_path_or_a_web_address(file_name, href):
    assert read(crs=CRS, au=f'system_id,file_name\nA1,"{file_name}"\n').entry.href == href


@pytest.mark.parametrize(
    ("score", "most", "scaled", "warned"),
    [
        ("80", "100", "0.8", []),
        ("80", "", "0.8", []),
        ("8", "10", "0.8", []),
        ("80", "10", "0.8", []),
        ("", "", None, []),
        ("80%", "", None, ["MASTERY_SCORE_INVALID"]),
        ("180", "", None, ["MASTERY_SCORE_INVALID"]),
        ("0", "0", "0", []),
    ],
)
def test_the_passing_score_is_the_part_of_the_highest_score(score, most, scaled, warned):
    package = read(crs=CRS, au=f"system_id,file_name,mastery_score,max_score\nA1,1.html,{score},{most}\n")
    assert (package.entry.scaled_passing_score, codes(package)) == (scaled, warned)


def test_a_unit_without_an_id_gets_one_and_of_two_with_one_id_the_first_counts():
    package = read(crs=CRS, au="system_id,file_name\nA1,1.html\n,2.html\na1,3.html\n,\nA2,2.html\n")
    assert ([(one.item_identifier, one.href) for one in package.root.children], codes(package)) == (
        [("A1", "1.html"), ("A3", "2.html"), ("A2", "2.html")],
        ["UNIT_WITHOUT_ID", "UNIT_TWICE"],
    )


def test_of_several_courses_in_a_folder_the_first_by_name_is_read():
    members = {
        f"{course}.{extension}": content
        for course in "ba"
        for extension, content in (
            ("crs", f"[Course]\nCourse_Title=Course {course}\n"),
            ("au", f"system_id,file_name\n{course},1.html\n"),
        )
    }
    package = read_package(io.BytesIO(archive(members | {"1.html": ""})), filename="a.zip")
    assert (package.title, package.entry.item_identifier, codes(package)) == ("Course a", "a", ["SEVERAL_COURSES"])


@pytest.mark.parametrize(("crs", "file"), [({}, "course.au"), ({"crs": "[Course]\nCourse_Title=\n"}, "course.crs")])
def test_a_course_without_a_title_is_named_by_its_file(crs, file):
    package = read(**crs, au=AU, des='"system_id","title"\n')
    assert package.title == "golf"
    assert [(one.message, one.file) for one in package.warnings] == [
        ('The course has no title; "golf" is shown instead.', file)
    ]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"crs": CRS}, "NOTHING_TO_LAUNCH"),
        ({"crs": CRS, "au": '"system_id","file_name"\n"A1",""\n'}, "NOTHING_TO_LAUNCH"),
        ({"crs": CRS, "au": AU, "des": '"system_id","title"\n"A1","' + "x" * 200_000 + '"\n'}, "AICC_TABLE"),
        ({"crs": CRS, "au": "a\n" * 50_001}, "AICC_TOO_LARGE"),
        ({"crs": b"x" * (4 * 2**20 + 1), "au": AU}, "DESCRIPTOR_TOO_LARGE"),
        ({"au": AU}, "NO_DESCRIPTOR"),
    ],
    ids=["no-au", "no-file", "endless-cell", "endless-table", "large", "au-alone"],
)
def test_a_course_that_cannot_be_read_is_refused(files, code):
    with pytest.raises(PackageError) as refused:
        read(**files)
    assert refused.value.finding.code == code


def test_findings_name_the_descriptor_that_they_are_about():
    package = read(
        crs=CRS,
        au='"System_ID","File_Name"\n"A1","1.html"\n"A1","2.html"\n"A2","gone.html"\n',
        des='"system_id","title"\n"A1","??? ????"\n',
        cst='"block","member"\n"root","A1"\n"root","A3"\n',
    )
    assert sorted((one.code, one.file) for one in package.warnings) == [
        ("HREF_MISSING_FILE", "course.au"),
        ("MEMBER_UNKNOWN", "course.cst"),
        ("TITLE_LOST", "course.des"),
        ("UNIT_NOT_IN_STRUCTURE", "course.cst"),
        ("UNIT_TWICE", "course.au"),
    ]


def test_what_is_wrong_with_a_unit_is_told_with_its_line():
    units = (
        '; by hand\n"system_id","file_name","mastery_score"\n"A1","gone\n.html","80"\n\n"A2","1.html","most"\n'
        '"A2","1.html",""\n"","1.html",""\n"A4","../x.html",""\n"A5","1.HTML",""\n'
    )
    data = archive({"c.crs": "[Course]\nCourse_Title=T", "c.au": units, "1.html": ""})
    found = read_package(io.BytesIO(data), filename="a.zip").warnings
    assert {(one.code, one.file, one.line) for one in found} == {
        ("HREF_MISSING_FILE", "c.au", 3),
        ("MASTERY_SCORE_INVALID", "c.au", 6),
        ("UNIT_TWICE", "c.au", 7),
        ("UNIT_WITHOUT_ID", "c.au", 8),
        ("HREF_OUTSIDE", "c.au", 9),
        ("HREF_SPELLING", "c.au", 10),
    }
