"""How far a learner has come in a course, and what follows from it."""

from hornbook_server.domain.progress.progress import progress_of, runtime_of
from hornbook_server.domain.progress.results import (
    ActivityProgress,
    Completion,
    ObjectiveResult,
    Progress,
    Result,
    Success,
)

__all__ = [
    "ActivityProgress",
    "Completion",
    "ObjectiveResult",
    "Progress",
    "Result",
    "Success",
    "progress_of",
    "runtime_of",
]
