"""Second readers of AICC, cmi5 and xAPI courses, from the standards as they are written and with nothing of ours.

They take what is written by the book: descriptors at the root of the zip, in an encoding that their caller knows; names
of the standard's own namespace; files that are where an href says.
"""

import configparser
import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.fixtures.trees import Node

CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
TINCAN = "{http://projecttincan.com/tincan.xsd}"


def read_cmi5(path: Path) -> Node:
    """A cmi5.xml in a zip, or by itself (cmi5, 13 and 14)."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            structure = ET.fromstring(archive.read("cmi5.xml"))
    else:
        structure = ET.parse(path).getroot()
    course = structure.find(f"{CMI5}course")
    return Node(course.get("id"), _langstring(course), "AGGREGATION", "", _cmi5_children(structure))


def _cmi5_children(parent: ET.Element) -> tuple[Node, ...]:
    return tuple(
        Node(child.get("id"), _langstring(child), "SCO", child.find(f"{CMI5}url").text.strip(), ())
        if child.tag == f"{CMI5}au"
        else Node(child.get("id"), _langstring(child), "AGGREGATION", "", _cmi5_children(child))
        for child in parent
        if child.tag in (f"{CMI5}au", f"{CMI5}block")
    )


def _langstring(parent: ET.Element) -> str:
    return " ".join(parent.find(f"{CMI5}title/{CMI5}langstring").text.split())


def read_xapi(path: Path) -> Node:
    """The activities of a tincan.xml that have a launch, below one named as the first of them."""
    with zipfile.ZipFile(path) as archive:
        tincan = ET.fromstring(archive.read("tincan.xml"))
    activities = tincan.findall(f"{TINCAN}activities/{TINCAN}activity[{TINCAN}launch]")
    nodes = tuple(
        Node(one.get("id"), one.findtext(f"{TINCAN}name").strip(), "SCO", one.findtext(f"{TINCAN}launch").strip(), ())
        for one in activities
    )
    return Node(nodes[0].identifier, nodes[0].title, "AGGREGATION", "", nodes)


def read_aicc(path: Path, encoding: str) -> Node:
    """The files of the course in a zip: .crs as an INI file, the others as comma-separated values (CMI001)."""
    with zipfile.ZipFile(path) as archive:
        texts = {Path(name).suffix.lower(): archive.read(name) for name in archive.namelist() if "/" not in name}
    crs = configparser.ConfigParser(allow_no_value=True, interpolation=None, strict=False, delimiters=["="])
    crs.read_string("\n".join(line.strip() for line in texts[".crs"].decode(encoding).splitlines()))
    course = {section.lower(): dict(crs[section]) for section in crs.sections()}["course"]
    units = {row["system_id"]: row for row in _table(texts[".au"], encoding)}
    titles = {row["system_id"]: row["title"] for row in _table(texts[".des"], encoding)}
    rows = [row for row in csv.reader(io.StringIO(texts[".cst"].decode(encoding))) if row][1:]
    blocks = {block.lower(): [member for member in members if member] for block, *members in rows}

    def node(identifier: str) -> Node:
        title = titles.get(identifier) or identifier
        if identifier in units:
            return Node(identifier, title, "SCO", units[identifier]["file_name"], ())
        return Node(identifier, title, "AGGREGATION", "", tuple(map(node, blocks[identifier.lower()])))

    placed = {member for members in blocks.values() for member in members}
    loose = [identifier for identifier in units if identifier not in placed]
    return Node(
        course["course_id"], course["course_title"], "AGGREGATION", "", tuple(map(node, [*blocks["root"], *loose]))
    )


def _table(data: bytes, encoding: str) -> list[dict[str, str]]:
    header, *rows = [row for row in csv.reader(io.StringIO(data.decode(encoding), newline="")) if row]
    return [dict(zip((name.strip().lower() for name in header), row, strict=False)) for row in rows]
