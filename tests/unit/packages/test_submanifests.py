"""Items that refer to (sub)manifests, and identifiers that stand twice."""

import io

import pytest

from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import read_package, resources
from tests.fixtures.packages import item, manifest, organization, resource, with_manifest
from tests.fixtures.packages import resources as listed
from tests.fixtures.trees import Node, tree


def inner(items: str, *held: str, identifier: str = "SUB", attributes: str = "") -> str:
    return (
        f'<manifest identifier="{identifier}" {attributes}>'
        f"{organization('Sub', items, identifier=f'{identifier}-ORG')}{listed(*held)}</manifest>"
    )


def read(items: str, *inside: str, own: str = resource(1, "1.html")) -> Package:
    return read_package(
        io.BytesIO(with_manifest(manifest(organization("T", items), listed(own) + "".join(inside)), "1.html")),
        filename="upload.zip",
    )


def codes(package: Package) -> list[str]:
    return [warning.code for warning in package.warnings if warning.code != "HREF_MISSING_FILE"]


def node(number: int, href: str, *children: Node) -> Node:
    kind = "SCO" if href else "AGGREGATION"
    return Node(f"ITEM{number}", f"Lesson {number}", kind, href, children)


@pytest.mark.parametrize("reference", ["SUB", "SUB-ORG"])
def test_an_item_has_the_items_of_the_manifest_that_it_refers_to(reference):
    package = read(
        item(1) + item(2).replace("RES2", reference),
        inner(item(3, inside=item(4)), resource(3, "3.html"), resource(4, "4.html"), attributes='xml:base="sub/"'),
    )
    expected = (node(1, "1.html"), node(2, "", node(3, "sub/3.html", node(4, "sub/4.html"))))
    assert (tree(package.root).children, codes(package)) == (expected, [])


def test_the_items_of_a_submanifest_see_its_own_resources_and_not_those_above():
    package = read(
        item(1) + item(2).replace("RES2", "SUB"), inner(item(1) + item(3), resource(1, "inner.html")), own=listed()
    )
    assert tree(package.root).children[1].children[0] == node(1, "inner.html")
    assert codes(package) == ["IDENTIFIERREF_UNKNOWN"]


def test_manifests_nest_and_an_outer_item_may_refer_to_any():
    deep = inner(item(3), resource(3, "3.html"), identifier="DEEP")
    middle = inner(item(2).replace("RES2", "DEEP"), identifier="MIDDLE").replace("</manifest>", f"{deep}</manifest>")
    package = read(item(4).replace("RES4", "MIDDLE") + item(5).replace("RES5", "DEEP"), middle)
    assert tree(package.root).children == (
        node(4, "", node(2, "", node(3, "3.html"))),
        node(5, "", node(3, "3.html")),
    )


def test_items_taken_over_are_bounded_however_small_the_manifest():
    text = inner("".join(item(number) for number in range(100)), identifier="M8")
    for level in reversed(range(8)):
        items = item(1).replace("RES1", f"M{level + 1}") * 100
        text = inner(items, identifier=f"M{level}").replace("</manifest>", f"{text}</manifest>", 1)
    with pytest.raises(PackageError) as refused:
        read(item(1) + item(2).replace("RES2", "M0"), text)
    assert refused.value.finding.code == "LIMIT_ACTIVITIES"


def test_manifests_are_looked_into_so_deep_and_no_deeper():
    text = inner(item(3), resource(3, "3.html"), identifier="DEEP")
    for _ in range(resources.DEEPEST):
        text = inner("", identifier="M").replace("</manifest>", f"{text}</manifest>", 1)
    assert codes(read(item(1) + item(2).replace("RES2", "DEEP"), text)) == ["IDENTIFIERREF_UNKNOWN"]


def test_of_two_resources_with_one_identifier_the_first_counts():
    package = read(item(1), own=resource(1, "1.html") + resource(1, "2.html"))
    assert (package.entry.href, codes(package)) == ("1.html", ["RESOURCE_TWICE"])


def test_a_manifest_cannot_hold_itself():
    inside = inner(item(3) + item(4).replace("RES4", "SUB"), resource(3, "3.html"))
    package = read(item(1).replace("RES1", "SUB"), inside)
    assert tree(package.root).children == (node(1, "", node(3, "3.html"), Node("ITEM4", "Lesson 4", "UNKNOWN", "")),)
    assert codes(package) == ["IDENTIFIERREF_UNKNOWN"]
