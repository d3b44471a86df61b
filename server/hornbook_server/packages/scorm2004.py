"""SCORM 2004, second to fourth edition."""

from functools import partial

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.package import Package
from hornbook_server.packages import manifest, scores
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document, Element

_MEASURE = "1.0"


def read(content: Content, document: Document, standard: LearningStandard) -> Package:
    shared = _shared_sequencing(document.root)
    return manifest.read(content, document, standard, partial(_passing_score, content, shared))


def _shared_sequencing(root: Element) -> dict[str, Element]:
    """The sequencing that items refer to by IDRef, from the manifest's collections (CAM, chapter 5)."""
    collections = root.all("sequencingcollection")
    return {one.attribute("id"): one for collection in collections for one in collection.all("sequencing")}


def _passing_score(content: Content, shared: dict[str, Element], item: Element) -> str | None:
    """The measure that satisfies the primary objective, 1.0 if it names none (CAM, minNormalizedMeasure)."""
    own = item.first("sequencing")
    if own is None:
        return None
    referred = shared.get(own.attribute("idref"))
    objective = own.first("objectives", "primaryobjective") or (
        referred.first("objectives", "primaryobjective") if referred else None
    )
    if objective is None or objective.attribute("satisfiedbymeasure").lower() not in ("true", "1"):
        return None
    text = objective.value("minnormalizedmeasure") or _MEASURE
    score = scores.scaled(text, least=-1)
    if score is None:
        content.findings.warn(
            "MEASURE_INVALID",
            f'The measure "{text}" is not a number from -1 to 1.',
            "Correct imsss:minNormalizedMeasure.",
            file=content.descriptor,
            line=objective.line,
        )
    return score
