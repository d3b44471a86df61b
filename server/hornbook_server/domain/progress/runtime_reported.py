"""The run-time data of media, xAPI and cmi5: what is kept of their results (see `domain.results`)."""

from hornbook_server.domain.numbers import number
from hornbook_server.domain.progress.results import Success
from hornbook_server.domain.progress.runtime import SUCCESSES, Elements, Runtime
from hornbook_server.domain.times import bounded


def runtime_of(elements: Elements) -> Runtime:
    get = elements.get
    return Runtime(
        completion_status=get("completion", ""),
        success=SUCCESSES.get(get("success", ""), Success.UNKNOWN),
        location=get("place", ""),
        progress_measure=get("progress", ""),
        score_scaled=get("score.scaled", ""),
        score_raw=get("score.raw", ""),
        score_min=get("score.min", ""),
        score_max=get("score.max", ""),
        total_time=bounded(number(get("seconds")) or 0.0),
    )
