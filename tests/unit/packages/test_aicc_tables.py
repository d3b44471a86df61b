"""AICC tables as tools write them: CMI001 asks for comma-separated values whose first record names the columns."""

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages.aicc_tables import MOST_CELLS, Tables


@pytest.mark.parametrize(
    ("record", "values"),
    [
        ('"A1","Golf","1.html"', ["A1", "Golf", "1.html"]),
        ("A1,Golf,1.html", ["A1", "Golf", "1.html"]),
        ('  "A1" ,\t"Golf" , 1.html  ', ["A1", "Golf", "1.html"]),
        ('"A1","Par, birdie","1.html"', ["A1", "Par, birdie", "1.html"]),
        ('"A1","Say ""golf""","1.html"', ["A1", 'Say "golf"', "1.html"]),
        ('"A1","Say "golf" now","1.html"', ["A1", 'Say "golf" now', "1.html"]),
        ('"A1","Say "golf"","1.html"', ["A1", 'Say "golf"', "1.html"]),
        ('"A1","Golf,"1.html"', ["A1", 'Golf,"1.html']),
        ('A1,Golf on a 19" screen,1.html', ["A1", 'Golf on a 19" screen', "1.html"]),
        ('"A1","Golf,1.html', ["A1", "Golf", "1.html"]),
        ('"A1","",""', ["A1", "", ""]),
        ('"A1","Golf","1.html",,,', ["A1", "Golf", "1.html", "", "", ""]),
        ('"A1","Golf\nexplained","1.html"', ["A1", "Golf\nexplained", "1.html"]),
        ('"A1","Golf\n\n""explained""\nhere",1.html', ["A1", 'Golf\n\n"explained"\nhere', "1.html"]),
        ('"A1","Golf\x85\u2028explained",1.html', ["A1", "Golf\x85\u2028explained", "1.html"]),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_record_is_read_however_its_values_are_quoted(record, values, line_end):
    text = f'"system_id","title","file_name"\n{record}\n"A2","Next","2.html"\n'.replace("\n", line_end)
    assert Tables().cells(text, "c.au")[1:] == [values, ["A2", "Next", "2.html"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_part_the_columns_by_semicolons_or_tabs(delimiter):
    text = f'system_id{delimiter}"title"{delimiter}file_name\nA1{delimiter}{delimiter}1.html\n'
    assert Tables().rows(text, "c.au") == [{"systemid": "A1", "title": "", "filename": "1.html"}]


def test_comments_and_empty_records_are_left_out():
    assert Tables().cells("; written by hand\n\na,b\n,,\n;1,2\n1,2\n", "c.au") == [["a", "b"], ["1", "2"]]


def test_columns_are_one_however_they_are_spelled_and_the_first_of_two_counts():
    text = "System ID,FILE_NAME,FileName\nA1,1.html,2.html,beyond\nA2\n"
    assert Tables().rows(text, "c.au") == [{"systemid": "A1", "filename": "1.html"}, {"systemid": "A2"}]


def test_lists_of_members_may_have_no_record_of_names():
    expected = [("root", ["A1", "", "B1"]), ("B1", ["A2", "", ""])]
    for heading in ("", '"Block","Member","Member"\n', "BLOCK , member\n", "Block_Name,Member\n"):
        assert (
            Tables().member_lists(f'{heading}"root","A1","","B1"\nB1,A2,,\n', "c.cst", headings=("block",)) == expected
        )


def test_values_between_tabs_are_counted_where_quotes_inside_are_not_doubled():
    assert Tables().cells('a\tb\tc\td\n"Say "golf" now"\t\t"x"\t\n', "c.au")[1] == ['Say "golf" now', "", "x", ""]


def test_the_tables_of_a_course_share_what_they_may_hold():
    tables = Tables()
    half = "," * (MOST_CELLS // 2 - 1) + "\n"
    tables.cells(half, "c.au")
    with pytest.raises(PackageError) as refused:
        tables.cells(half, "c.cst")
    assert (refused.value.finding.code, refused.value.finding.file) == ("AICC_TOO_LARGE", "c.cst")
