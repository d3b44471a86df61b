"""Lengths of time as the standards write them. Seconds everywhere else."""

import re
from datetime import UTC, datetime

_TIMESPAN = re.compile(r"(\d{1,4}):(\d{1,2})(?::(\d{1,2}(?:\.\d*)?))?", re.ASCII)
_NUMBER = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?",
    re.ASCII,
)
_OF_TIMESPAN = (3_600, 60, 1)
_OF_DURATION = (365 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3_600, 60, 1)
_LONGEST = 35_999_999.99  # 9999:59:59.99


def seconds_of(text: str) -> float:
    """Of a CMITimespan (SCORM 1.2 RTE, 3.4.2.1; AICC) or an ISO 8601 duration (SCORM 2004 RTE, 4.1.1.7; xAPI).

    0 for what is neither. A year counts as 365 days, a month as 30; beyond 9,999 hours it stays there. AICC content
    leaves zeros and seconds out.
    """
    if not text:
        return 0.0
    match = _TIMESPAN.fullmatch(text)
    units = _OF_TIMESPAN if match else _OF_DURATION
    match = match or _DURATION.fullmatch(text)
    if match is None:
        return 0.0
    return bounded(sum(float(part) * unit for part, unit in zip(match.groups(), units, strict=True) if part))


def bounded(seconds: float) -> float:
    """Within what a CMITimespan can say."""
    return min(max(seconds, 0.0), _LONGEST)


def moment_in_utc(text: str) -> datetime | None:
    """A time that has a day and a zone (ISO 8601); None for any other, such as SCORM 1.2's time of day."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def timespan(seconds: float) -> str:
    """As hhhh:mm:ss.ff."""
    hundredths = round(bounded(seconds) * 100)
    minutes, rest = divmod(hundredths, 6_000)
    return f"{minutes // 60:04}:{minutes % 60:02}:{rest // 100:02}.{rest % 100:02}"


def duration(seconds: float) -> str:
    """As an ISO 8601 duration to the hundredth of a second, such as PT1H2M3.5S."""
    hundredths = round(bounded(seconds) * 100)
    minutes, rest = divmod(hundredths, 6_000)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours}H" if hours else "", f"{minutes}M" if minutes else ""]
    if rest or not (hours or minutes):
        parts.append(f"{rest / 100:g}S")
    return "PT" + "".join(parts)
