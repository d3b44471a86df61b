"""Whole manifests that are written oddly, and read as if they were not."""

import io
import re

import pytest

from hornbook_server.domain.course import LearningStandard
from hornbook_server.packages import read_package
from tests.fixtures.packages import (
    SCORM12_NAMESPACES,
    item,
    manifest,
    organization,
    resource,
    resources,
    with_manifest,
)
from tests.fixtures.trees import Node, tree

PLAIN = manifest(organization("T", item(1) + item(2)), resources(resource(1, "1.html"), resource(2, "2.html")))
TREE = Node(
    "ORG1",
    "T",
    "AGGREGATION",
    "",
    (Node("ITEM1", "Lesson 1", "SCO", "1.html"), Node("ITEM2", "Lesson 2", "SCO", "2.html")),
)
DECLARATION, BODY = PLAIN.split("\n", 1)
IMSCP = SCORM12_NAMESPACES.replace("xmlns=", "xmlns:imscp=")


def tags(change) -> str:
    return DECLARATION + "\n" + re.sub(r"<(/?)([A-Za-z]+)", lambda tag: f"<{tag[1]}{change(tag[2])}", BODY)


@pytest.mark.parametrize(
    "text",
    [
        tags(str.upper),
        tags(lambda name: f"imscp:{name}").replace(SCORM12_NAMESPACES, IMSCP),
        PLAIN.replace(SCORM12_NAMESPACES, 'xmlns="urn:unknown" xmlns:adlcp="urn:unknown:too"'),
        PLAIN.replace(SCORM12_NAMESPACES, ""),
        PLAIN.replace("adlcp:scormtype", "scormtype"),
        PLAIN.replace('scormtype="sco"', 'scormType=" SCO "'),
        PLAIN.replace('version="1.0"', 'version="1.1"', 1),
        PLAIN.replace("\n", '\n<!DOCTYPE manifest PUBLIC "-//X//EN" "http://example.invalid/x.dtd">\n', 1),
        PLAIN.replace("\n", '\n<?xml-stylesheet href="x.xsl" type="text/xsl"?>\n<!-- made by a tool -->\n', 1),
        "\r\n\t" + PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r").replace("><", ">\r<"),
        PLAIN + "\0" * 100,
        PLAIN.replace("<title>T</title>", "<title><![CDATA[T]]></title>"),
        PLAIN.replace("<title>T</title>", "").replace("</organization>", "<title>\n T\t</title></organization>"),
        PLAIN.replace('identifier="ORG1"', 'identifier=" ORG1 "').replace('="RES1"', '="&#10;RES1 "'),
        PLAIN.replace('href="1.html"', 'href=" ./x/../1.html "'),
        BODY.replace(organization("T", item(1) + item(2)), "").replace(
            "</manifest>", organization("T", item(1) + item(2)) + "</manifest>"
        ),
        PLAIN.replace("<title>T</title>", '<v:title xmlns:v="urn:vendor">V</v:title><title>T</title>'),
        PLAIN.replace("</organization>", '<item xmlns="urn:vendor" identifierref="RES1"/></organization>'),
        PLAIN.replace("<resources>", '<resources><v:resource xmlns:v="urn:vendor" identifier="RES1" href="x"/>'),
        PLAIN.replace("<organization ", '<organization xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '),
        PLAIN.replace("<organization ", '<organization xmlns="" '),
        PLAIN.replace("</resources>", "</resources><!-- --><unknown><item><title>X</title></item></unknown>"),
    ],
    ids=[
        "capitals",
        "prefix on all",
        "unknown namespaces",
        "no namespaces",
        "no prefix",
        "spelling of scormtype",
        "XML 1.1",
        "doctype",
        "stylesheet and comment",
        "space before, CRLF",
        "CR",
        "NULs after",
        "CDATA",
        "title last",
        "padded",
        "dots in the path",
        "organizations last, no declaration",
        "a title of a vendor",
        "an item of a vendor",
        "a resource of a vendor",
        "another namespace of IMS within",
        "no namespace within",
        "unknown elements",
    ],
)
def test_a_manifest_that_is_written_oddly_has_the_same_tree(text):
    assert text != PLAIN
    package = read_package(io.BytesIO(with_manifest(text, "1.html", "2.html")), filename="a.zip")
    assert (tree(package.root), package.standard) == (TREE, LearningStandard.SCORM12)
