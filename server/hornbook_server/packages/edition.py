"""Which SCORM a manifest is, or what else it is.

The schemaversion decides, where the schema is ADL's; the facts of real manifests: "1.2", "CAM 1.3" (second edition),
"2004 3rd Edition", "2004 4th Edition". Without one the namespaces decide. Those of SCORM 2004 are the same in every
edition, so the oldest is assumed: its sequencing rules are part of every later one.
"""

import re

from hornbook_server.domain.course import LearningStandard
from hornbook_server.packages.documents import Document, Element
from hornbook_server.packages.findings import Findings, refusal

_VERSIONS = (
    (r"4th", LearningStandard.SCORM20044THEDITION),
    (r"3rd", LearningStandard.SCORM20043RDEDITION),
    (r"2nd|\b1\.3\b|2004", LearningStandard.SCORM20042NDEDITION),
    (r"\b1\.2\b", LearningStandard.SCORM12),
    (r"\b1\.1\b", LearningStandard.SCORM11),
)
_NAMESPACES = (
    (r"adlcp_rootv1p2", LearningStandard.SCORM12),
    (r"adl_cp_rootv1p1", LearningStandard.SCORM11),
    (r"adlcp_v1p3|adlseq_v1p3|adlnav_v1p3|/imsss", LearningStandard.SCORM20042NDEDITION),
)
_OTHERS = (
    (r"imscc|common cartridge", "an IMS Common Cartridge"),
    (r"imsqti|\bqti", "an IMS QTI package"),
)


_ADL = re.compile(r"\b(ADL|SCORM)", re.IGNORECASE)


def of(document: Document, findings: Findings) -> LearningStandard:
    """The edition; raises PackageError for a manifest that is not SCORM's."""
    root = document.root
    schema, version = root.value("metadata", "schema"), root.value("metadata", "schemaversion")
    stated = _match(_VERSIONS, version)
    if stated and _ADL.search(schema):
        return stated
    _refuse_others(document, f"{schema} {' '.join(sorted(document.namespaces))}")
    if stated and not schema:
        return stated
    by_namespace = _match(_NAMESPACES, " ".join(sorted(document.namespaces)))
    found = by_namespace or (LearningStandard.SCORM12 if _has_scorm_type(root) else None)
    if found is None:
        raise refusal(
            "UNSUPPORTED",
            "The manifest is plain IMS content packaging: it has neither SCORM's schemaversion nor its namespaces.",
            "Export the course as SCORM, cmi5, xAPI or AICC.",
            file=document.file,
        )
    findings.warn(
        "SCHEMAVERSION_UNKNOWN",
        f"{_stated(version)}; {found} is assumed.",
        'State the edition, for example "1.2" or "2004 4th Edition".',
        file=document.file,
        line=root.line,
    )
    return found


def _stated(version: str) -> str:
    return f'The schemaversion "{version}" names no edition of SCORM' if version else "There is no schemaversion"


def _match(table: tuple[tuple[str, LearningStandard], ...], text: str) -> LearningStandard | None:
    return next((standard for pattern, standard in table if re.search(pattern, text, re.IGNORECASE)), None)


def _refuse_others(document: Document, marks: str) -> None:
    for pattern, name in _OTHERS:
        if re.search(pattern, marks, re.IGNORECASE):
            raise refusal(
                "UNSUPPORTED",
                f"The package is {name}, which cannot be launched.",
                "Export the course as SCORM, cmi5, xAPI or AICC.",
                file=document.file,
            )


def _has_scorm_type(root: Element) -> bool:
    """A manifest that lost its namespaces still marks its resources."""
    resources = root.first("resources")
    return any(resource.attribute("scormtype") for resource in resources.all("resource")) if resources else False
