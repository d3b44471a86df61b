"""Which SCORM a manifest is, or what else it is.

The schemaversion decides, where the schema is ADL's; the facts of real manifests: "1.2", "CAM 1.3" (second edition),
"2004 3rd Edition", "2004 4th Edition". Without one the namespaces decide. Those of SCORM 2004 are the same in every
edition, so the oldest is assumed: its sequencing rules are part of every later one.
"""

import re
from collections.abc import Iterator
from itertools import chain

from hornbook_server.domain.course import LearningStandard
from hornbook_server.packages.documents import Document, Element
from hornbook_server.packages.findings import Findings, refusal

_VERSIONS = (
    (r"4(th|rd)|fourth|2004\D*4", LearningStandard.SCORM20044THEDITION),
    (r"3(rd|th|nd)|third|2004\D*3", LearningStandard.SCORM20043RDEDITION),
    (r"2nd|second|(?<![\d.])1\.3(?!\d)|2004(?!\D*([5-9]|1\d))", LearningStandard.SCORM20042NDEDITION),
    (r"(?<![\d.])1\.2(?!\d)", LearningStandard.SCORM12),
    (r"(?<![\d.])1\.1(?![\d.])", LearningStandard.SCORM11),
)
_NAMESPACES = (
    (r"adlcp_rootv1p2", LearningStandard.SCORM12),
    (r"adl_cp_rootv1p1", LearningStandard.SCORM11),
    (r"adlcp_v1p3|adlseq_v1p3|adlnav_v1p3|/imsss", LearningStandard.SCORM20042NDEDITION),
)
_QTI = (r"imsqti|\bqti", "an IMS QTI package")
_OTHERS = ((r"imscc|common cartridge", "an IMS Common Cartridge"), _QTI)
# Of manifests that have no mark of SCORM: namespaces, and types of resources.
_PLAIN = (
    _QTI,
    (r"webct", "a WebCT export"),
    (r"blackboard", "a Blackboard export"),
    (r"desire2learn|\bd2l", "a Brightspace export"),
)


_ADL = re.compile(r"\b(ADL|SCORM)", re.IGNORECASE)


def of(document: Document, findings: Findings) -> LearningStandard:
    """The edition; raises PackageError for a manifest that is not SCORM's."""
    root = document.root
    schema, version = _stated_in(root)
    stated = _match(_VERSIONS, version)
    if stated and _ADL.search(schema):
        return stated
    _refuse_others(document, f"{schema} {' '.join(sorted(document.namespaces))}")
    if stated and not schema:
        return stated
    by_namespace = _match(_NAMESPACES, " ".join(sorted(document.namespaces)))
    found = _deeper(root, by_namespace) or (LearningStandard.SCORM12 if _has_scorm_type(root) else None)
    if found is None:
        types = (resource.attribute("type") for resource in _resources(root))
        _refuse_others(document, " ".join((*document.namespaces, *types)), _PLAIN)
        raise refusal(
            "UNSUPPORTED",
            "The manifest is plain IMS content packaging: it has neither SCORM's schemaversion nor its namespaces.",
            "Export the course as SCORM, cmi5, xAPI or AICC.",
            file=document.file,
        )
    findings.warn(
        "SCHEMAVERSION_UNKNOWN",
        f"{_stated(schema, version)}; {found.label} is assumed.",
        'State the schema, "ADL SCORM", and the edition, for example "1.2" or "2004 4th Edition".',
        file=document.file,
        line=root.line,
    )
    return found


def _stated_in(root: Element) -> tuple[str, str]:
    """The schema and schemaversion of the manifest's metadata, wherever beside each other they stand."""
    holders = (*root.all("metadata"), root)
    versioned = (one for one in holders if one.value("schemaversion"))
    named = (one for one in holders if one.value("schema"))
    chosen = next(chain(versioned, named), root)
    return chosen.value("schema"), chosen.value("schemaversion")


def _deeper(root: Element, by_namespace: LearningStandard | None) -> LearningStandard | None:
    """What the metadata of an organization, item or resource says, where the namespaces do not contradict.

    "1.1" and "1.2" are versions of other schemas too, such as that of IMS content packaging.
    """
    pending = [root]
    while pending:
        element = pending.pop()
        stated = _match(_VERSIONS, element.value("metadata", "schemaversion"))
        schema = element.value("metadata", "schema")
        is_scorm = not schema or _ADL.search(schema) or (stated and _is_2004(stated))
        if stated and is_scorm and by_namespace and _is_2004(stated) == _is_2004(by_namespace):
            return stated
        pending.extend(reversed(element.children))
    return by_namespace


def _is_2004(standard: LearningStandard) -> bool:
    return standard.startswith("SCORM2004")


def _stated(schema: str, version: str) -> str:
    if not version:
        return "There is no schemaversion"
    if schema and not _ADL.search(schema):
        return f'The schemaversion "{version}" is one of the schema "{schema}", not of SCORM\'s'
    return f'The schemaversion "{version}" names no edition of SCORM'


def _match(table: tuple[tuple[str, LearningStandard], ...], text: str) -> LearningStandard | None:
    return next((standard for pattern, standard in table if re.search(pattern, text, re.IGNORECASE)), None)


def _refuse_others(document: Document, marks: str, others: tuple[tuple[str, str], ...] = _OTHERS) -> None:
    for pattern, name in others:
        if re.search(pattern, marks, re.IGNORECASE):
            raise refusal(
                "UNSUPPORTED",
                f"The package is {name}, which cannot be launched.",
                "Export the course as SCORM, cmi5, xAPI or AICC.",
                file=document.file,
            )


def _has_scorm_type(root: Element) -> bool:
    """A manifest that lost its namespaces still marks its resources."""
    return any(resource.attribute("scormtype") for resource in _resources(root))


def _resources(root: Element) -> Iterator[Element]:
    return (resource for holder in root.all("resources") for resource in holder.all("resource"))
