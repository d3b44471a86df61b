"""A second reader of manifests, from IMS content packaging as it is written and with nothing of ours.

It takes well-formed, honestly encoded XML, and stands where the package is wrapped in folders. Names are matched with
any namespace; hrefs are resolved as URLs (RFC 3986) from the manifest's folder.
"""

import zipfile
from pathlib import Path
from urllib.parse import quote, urljoin
from xml.etree import ElementTree as ET

from tests.fixtures.trees import Node

BASE = "{http://www.w3.org/XML/1998/namespace}base"
ROOT = "http://package/"


def read(path: Path) -> Node:
    """The default organization of a zip's imsmanifest.xml."""
    with zipfile.ZipFile(path) as archive:
        manifests = [info for info in archive.infolist() if info.filename.lower().endswith("imsmanifest.xml")]
        found = min(reversed(manifests), key=lambda info: info.filename.count("/"))
        manifest = ET.fromstring(archive.read(found))
    folder = found.filename[: -len("imsmanifest.xml")]
    organizations = manifest.findall("./{*}organizations/{*}organization")
    default = manifest.find("./{*}organizations").get("default")
    organization = next((one for one in organizations if one.get("identifier") == default), organizations[0])
    resources = manifest.findall(".//{*}resource")
    parents = {child: parent for parent in manifest.iter() for child in parent}
    by_identifier = {one.get("identifier").strip(): (one, _base(one, parents, folder)) for one in reversed(resources)}
    return Node(
        organization.get("identifier", "").strip(),
        _title(organization),
        "AGGREGATION",
        "",
        tuple(_node(item, by_identifier) for item in organization.findall("{*}item")),
    )


def _node(item: ET.Element, resources: dict[str, tuple[ET.Element, str]]) -> Node:
    children = tuple(_node(child, resources) for child in item.findall("{*}item"))
    identifier = item.get("identifier", "").strip()
    resource, base = resources.get(item.get("identifierref", "").strip(), (None, ""))
    if resource is None or not resource.get("href"):
        kind = "AGGREGATION" if children else "UNKNOWN"
        return Node(identifier, _title(item) or identifier, kind, "", children)
    href = urljoin(base, resource.get("href")).removeprefix(ROOT)
    return Node(identifier, _title(item) or identifier, _kind(resource), href, children)


def _kind(resource: ET.Element) -> str:
    """adlcp:scormtype in 1.2, adlcp:scormType in 2004."""
    stated = [value for name, value in resource.attrib.items() if name.lower().endswith("scormtype")]
    return "SCO" if [value.lower() for value in stated] == ["sco"] else "ASSET"


def _title(parent: ET.Element) -> str:
    return " ".join(parent.findtext("{*}title", "").split())


def _base(element: ET.Element, parents: dict[ET.Element, ET.Element], folder: str) -> str:
    """Every xml:base from the manifest down to this element, each a folder."""
    own = element.get(BASE, "")
    above = _base(parents[element], parents, folder) if element in parents else ROOT + quote(folder)
    return urljoin(above, own if own.endswith("/") or not own else f"{own}/")
