"""What content has stored of itself, as values that all standards share."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.progress.results import Success
from hornbook_server.domain.times import seconds_of

Elements = Mapping[str, str]

_MOST_DIGITS = 7  # of an index that content could mean


class InteractionType(StrEnum):
    TRUE_FALSE = "true-false"
    CHOICE = "choice"
    FILL_IN = "fill-in"
    LONG_FILL_IN = "long-fill-in"
    LIKERT = "likert"
    MATCHING = "matching"
    PERFORMANCE = "performance"
    SEQUENCING = "sequencing"
    NUMERIC = "numeric"
    OTHER = "other"


SUCCESSES = {"passed": Success.PASSED, "failed": Success.FAILED}  # the same words in every standard
_TYPES = {kind.value: kind for kind in InteractionType}
_RESULTS = {"wrong": "incorrect"}  # SCORM 1.2's word and the others'


class ReportedCompletion(StrEnum):
    """An objective's completion, with the words that SCORM 1.2 and 2004 both have for it."""

    UNKNOWN = "UNKNOWN"
    COMPLETED = "COMPLETED"
    INCOMPLETE = "INCOMPLETE"
    NOT_ATTEMPTED = "NOT_ATTEMPTED"
    BROWSED = "BROWSED"


class _Reported(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Texts are as content has written them, empty where it has written none."""


class Preference(_Reported, frozen=True):
    audio_level: str = ""
    language: str = ""
    delivery_speed: str = ""
    audio_captioning: str = ""


class Comment(_Reported, frozen=True):
    value: str
    location: str = ""
    timestamp: str = ""


class Interaction(_Reported, frozen=True):
    """`latency` is in seconds; patterns and responses have the delimiters of their standard."""

    id: str
    type: InteractionType = InteractionType.OTHER
    objectives: tuple[str, ...] = ()
    timestamp: str = ""
    correct_responses: tuple[str, ...] = ()
    weighting: str = ""
    learner_response: str = ""
    result: str = ""
    latency: float | None = None
    description: str = ""


class ReportedObjective(_Reported, frozen=True):
    id: str
    score_scaled: str = ""
    score_raw: str = ""
    score_min: str = ""
    score_max: str = ""
    success: Success = Success.UNKNOWN
    completion: ReportedCompletion = ReportedCompletion.UNKNOWN
    progress_measure: str = ""
    description: str = ""


class Runtime(_Reported, frozen=True):
    """`total_time` is in seconds, over all sessions, as the content counts them."""

    completion_status: str = ""
    success: Success = Success.UNKNOWN
    credit: str = ""
    entry: str = ""
    exit: str = ""
    mode: str = ""
    location: str = ""
    progress_measure: str = ""
    score_scaled: str = ""
    score_raw: str = ""
    score_min: str = ""
    score_max: str = ""
    total_time: float = 0.0
    suspend_data: str = ""
    preference: Preference = Preference()
    learner_comments: tuple[Comment, ...] = ()
    lms_comments: tuple[Comment, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    objectives: tuple[ReportedObjective, ...] = ()


def rows(elements: Elements, collection: str) -> list[Elements]:
    """The members of a collection such as `cmi.interactions`, in order, each with the elements below it."""
    start = len(collection) + 1
    found: dict[int, dict[str, str]] = {}
    for element, value in elements.items():
        if element.startswith(collection) and element[start - 1 : start] == ".":
            index, _, name = element[start:].partition(".")
            if name and len(index) < _MOST_DIGITS and index.isascii() and index.isdecimal():
                found.setdefault(int(index), {})[name] = value
    return [found[index] for index in sorted(found)]


def interactions_of(elements: Elements, *, response: str, timestamp: str) -> tuple[Interaction, ...]:
    """`response` and `timestamp` are what the standard calls them."""
    return tuple(_interaction(row, response, timestamp) for row in rows(elements, "cmi.interactions"))


def values(elements: Elements, collection: str, name: str) -> tuple[str, ...]:
    """One element of each member of a collection, where it has it."""
    return tuple(_present(row.get(name, "") for row in rows(elements, collection)))


def _interaction(row: Elements, response: str, timestamp: str) -> Interaction:
    result, latency = row.get("result", ""), row.get("latency")
    return Interaction(
        id=row.get("id", ""),
        type=_TYPES.get(row.get("type", ""), InteractionType.OTHER),
        objectives=values(row, "objectives", "id"),
        timestamp=row.get(timestamp, ""),
        correct_responses=values(row, "correct_responses", "pattern"),
        weighting=row.get("weighting", ""),
        learner_response=row.get(response, ""),
        result=_RESULTS.get(result, result),
        latency=seconds_of(latency) if latency else None,
        description=row.get("description", ""),
    )


def _present(texts: Iterator[str]) -> Iterator[str]:
    return (text for text in texts if text)
