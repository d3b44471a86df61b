"""Results of an activity as media, xAPI and cmi5 have them, whose own records have no elements.

The elements are `completion` (completed, incomplete), `success` (passed, failed), `score.scaled` (-1 to 1),
`progress` (0 to 1), `seconds`, and `satisfied` (true) of cmi5: each only once it is known.
"""

from collections.abc import Mapping

from hornbook_server.domain.numbers import number
from hornbook_server.domain.xapi import Json

Results = dict[str, str]

_PROGRESS = (
    "https://w3id.org/xapi/cmi5/result/extensions/progress",
    "http://w3id.org/xapi/cmi5/result/extensions/progress",
)


def scored(results: Mapping[str, str], result: Json) -> Results:
    """With the score of a statement's result, by its min and max where it has no scaled one."""
    score = result.get("score", {})
    scaled = score.get("scaled")
    raw, least, most = score.get("raw"), score.get("min", 0), score.get("max", 100)
    if scaled is None and raw is not None and most > least:
        scaled = (raw - least) / (most - least)
    return dict(results) if scaled is None else {**results, "score.scaled": f"{scaled:.6g}"}


def progressed(results: Mapping[str, str], result: Json) -> Results:
    """With the progress that a statement tells, of 100."""
    told = next((result["extensions"][name] for name in _PROGRESS if name in result.get("extensions", {})), None)
    if isinstance(told, bool) or not isinstance(told, int | float):
        return dict(results)
    return {**results, "progress": f"{min(max(told, 0), 100) / 100:.6g}"}


def spent(results: Mapping[str, str], seconds: float) -> Results:
    return {**results, "seconds": f"{(number(results.get('seconds')) or 0.0) + seconds:.2f}"}
