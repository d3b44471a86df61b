"""Whole activity trees of the corpus, beside those of another reader."""

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import read_package
from tests.fixtures.packages import archive
from tests.fixtures.trees import tree
from tests.integration import corpus, manifest_reader, structure_readers

SCORM = [pytest.param(row, id=row["file"]) for row in corpus.rows() if row["standard"].startswith("SCORM")]
ABSENT = pytest.param({}, marks=pytest.mark.skip(reason="the corpus is not beside this checkout"))


READERS = {
    "AICC": lambda path: structure_readers.read_aicc(path, "cp1251" if "cp1251" in path.name else "utf-8"),
    "CMI5": structure_readers.read_cmi5,
    "XAPI": structure_readers.read_xapi,
}
OTHERS = [
    pytest.param(row, id=row["file"])
    for row in corpus.rows()
    if row["standard"] in READERS and row["expected"] != "error"
]

NESTED_AICC = {
    "golf.crs": "[Course]\r\nCourse_ID=G1\r\nCourse_Title=Golf = explained\r\n[Course_Description]\r\nAll.\r\n",
    "golf.au": '"Type","File_Name","System_ID"\r\n' + "".join(f'"l","{n}.html?u={n}","A{n}"\r\n' for n in range(1, 8)),
    "golf.des": '"System_ID","Title"\r\n"A1","Manners, ""please"""\r\n"A3","Par"\r\n"B1","Playing"\r\n"B3","Rest"\r\n',
    "golf.cst": '"Block","Member"\r\n"B2","A3","B3"\r\n"Root","A2","B1","A1","B2"\r\n"B1","A5","A4"\r\n"B3","A6"\r\n',
}
NESTED_CMI5 = """<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="http://g.test/">{0}</course><objectives><objective id="http://g.test/o">{0}</objective></objectives>
  <au id="http://g.test/1">{0}<url> 1.html </url></au>
  <block id="http://g.test/b">{0}<block id="http://g.test/c">{0}<au id="http://g.test/2">{0}<url>2.html?a=1</url></au></block>
    <au id="http://g.test/3">{0}<objectives><objective idref="http://g.test/o"/></objectives><url>3.html</url></au></block>
  <au id="http://g.test/4">{0}<url>4.html#end</url></au>
  <v:au xmlns:v="urn:vendor" id="http://g.test/5">{0}<url>5.html</url></v:au>
</courseStructure>""".format(
    '<title><langstring lang="de">Golf,\n  erklärt</langstring><langstring lang="en">Golf</langstring></title>'
    '<description><langstring lang="en">All.</langstring></description>'
)


@pytest.mark.parametrize("row", OTHERS or [ABSENT])
def test_an_aicc_cmi5_or_xapi_course_has_the_tree_that_another_reader_finds(row):
    try:
        root = corpus.read(row).root
    except PackageError:
        assert row["expected"] == "either"
        return
    assert tree(root) == READERS[row["standard"]](corpus.CORPUS / row["file"])


@pytest.mark.parametrize(
    ("members", "standard"), [(NESTED_AICC, "AICC"), ({"cmi5.xml": NESTED_CMI5}, "CMI5")], ids=["aicc", "cmi5"]
)
def test_blocks_nest_as_another_reader_finds_them(members, standard, tmp_path):
    path = tmp_path / "golf.zip"
    path.write_bytes(archive(members | {f"{number}.html": "" for number in range(1, 8)}))
    with path.open("rb") as file:
        root = read_package(file, filename=path.name).root
    assert tree(root) == READERS[standard](path)


@pytest.mark.parametrize("row", [one for one in SCORM if one.values[0]["expected"] != "error"] or [ABSENT])
def test_a_scorm_course_has_the_tree_that_another_reader_finds(row):
    try:
        root = corpus.read(row).root
    except PackageError:
        assert row["expected"] == "either"
        return
    other = manifest_reader.read(corpus.CORPUS / row["file"])
    assert tree(root) == other._replace(title=other.title or root.title)
