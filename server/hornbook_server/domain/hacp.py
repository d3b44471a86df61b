"""AICC's HACP messages: what content is told of a lesson, and what it says of it (CMI001 4.0, sections 5 and 6).

A lesson's state has the element names of CMI001's data model, which SCORM 1.2 took over.
"""

import csv
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from hornbook_server.domain.progress.runtime_scorm12 import LASTING_STATUS
from hornbook_server.domain.run import ENDED
from hornbook_server.domain.times import seconds_of

VERSION = "4.0"
SUSPEND_DATA = "cmi.suspend_data"
_STATUS = "cmi.core.lesson_status"
_EXIT = "cmi.core.exit"
_CREDIT = "cmi.core.credit"
_SESSION_TIME = "cmi.core.session_time"
_TOTAL_TIME = "cmi.core.total_time"
_GROUPS = re.compile(
    r"\[(core|core_lesson|core_vendor|comments|evaluation|objectives_status|student_data|student_preferences"
    r"|student_demographics)\]",
    re.IGNORECASE,
)
_STATUSES = ("passed", "failed", "completed", "incomplete", "browsed", "not attempted")
_EXITS = {"s": "suspend", "l": "logout", "t": "time-out"}
_PREFERENCES = (
    "audio",
    "language",
    "lesson_type",
    "speed",
    "text",
    "text_color",
    "text_location",
    "text_size",
    "video",
)
_SCORE = re.compile(r"-?\d+(\.\d*)?", re.ASCII)
DONE = ("passed", "completed")
_JUDGED = ("passed", "failed", "completed")
_TABLES = {"putinteractions": "cmi.interactions", "putobjectives": "cmi.objectives"}
_COLUMNS = {
    "interaction_id": "id",
    "objective_id": "id",
    "type_interaction": "type",
    "correct_response": "correct_responses.0.pattern",
    "student_response": "student_response",
    "result": "result",
    "weighting": "weighting",
    "latency": "latency",
    "time": "time",
    "date": "date",
    "score": "score.raw",
    "status": "status",
}


class Lesson(Struct, frozen=True, kw_only=True):
    """What the course and its learner give a lesson; texts as the package has them.

    `done` is the status before this session where that is one of completion, and is to last.
    """

    student_id: str
    student_name: str
    course_id: str
    vendor: str = ""
    mastery_score: str = ""
    max_time_allowed: str = ""
    time_limit_action: str = ""
    done: str = ""


def begun(elements: Mapping[str, str], *, student_id: str, student_name: str, review: bool) -> dict[str, str]:
    """The state at the beginning of a session: the time of the one before is added up. A review is without credit."""
    total = seconds_of(elements.get(_TOTAL_TIME, "")) + seconds_of(elements.get(_SESSION_TIME, ""))
    kept = {name: value for name, value in elements.items() if name != _SESSION_TIME}
    return (
        {_STATUS: "not attempted"}
        | kept
        | {
            "cmi.core.student_id": student_id,
            "cmi.core.student_name": student_name,
            _CREDIT: "no-credit" if review else "credit",
            "cmi.core.lesson_mode": "review" if review else "normal",
            _TOTAL_TIME: _timespan(total),
        }
    )


def told(elements: Mapping[str, str], lesson: Lesson) -> str:
    """The aicc_data that answers GetParam."""
    score = [elements.get(f"cmi.core.score.{part}", "") for part in ("raw", "max", "min")]
    lines = [
        "[core]",
        f"student_id={lesson.student_id}",
        f"student_name={lesson.student_name}",
        f"lesson_location={elements.get('cmi.core.lesson_location', '')}",
        f"credit={elements.get(_CREDIT, 'credit')}",
        f"lesson_status={elements.get(_STATUS, 'not attempted')}{_entry(elements)}",
        f"score={','.join(score).rstrip(',')}",
        f"time={elements.get(_TOTAL_TIME, '00:00:00')}",
        f"lesson_mode={elements.get('cmi.core.lesson_mode', 'normal')}",
        "[core_lesson]",
        *_block(elements.get(SUSPEND_DATA, "")),
        "[core_vendor]",
        *_block(lesson.vendor),
        "[evaluation]",
        f"course_id={{{lesson.course_id}}}",
        "[student_data]",
        *(
            f"{name}={value}"
            for name in ("mastery_score", "max_time_allowed", "time_limit_action")
            if (value := getattr(lesson, name))
        ),
        *_objectives(elements),
        "[student_preferences]",
        *(f"{name}={elements.get(f'cmi.student_preference.{name}', '')}" for name in _PREFERENCES),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def heard(elements: Mapping[str, str], data: str, lesson: Lesson) -> dict[str, str]:
    """The state after a PutParam with this aicc_data."""
    groups = _split(data)
    changed = dict(elements)
    core = _pairs(groups.get("core", ""))
    if "lesson_location" in core:
        changed["cmi.core.lesson_location"] = core["lesson_location"]
    if "lesson_status" in core:
        word, _, flag = (part.strip().lower() for part in core["lesson_status"].partition(","))
        changed[_STATUS] = _status(word) or changed.get(_STATUS, "not attempted")
        changed[_EXIT] = _EXITS.get(flag[:1], "")
    if "score" in core:
        changed |= _scores(core["score"])
    if "time" in core:
        changed[_SESSION_TIME] = _timespan(seconds_of(core["time"]))
    if "core_lesson" in groups:
        changed[SUSPEND_DATA] = groups["core_lesson"]
    if groups.get("comments"):
        changed["cmi.comments"] = changed.get("cmi.comments", "") + groups["comments"]
    for name, value in _pairs(groups.get("student_preferences", "")).items():
        if name in _PREFERENCES:
            changed[f"cmi.student_preference.{name}"] = value
    changed |= _objectives_of(_pairs(groups.get("objectives_status", "")))
    return _lasting(_judged(changed, lesson), lesson.done)


def recorded(elements: Mapping[str, str], command: str, data: str) -> dict[str, str]:
    """The state after one of the commands that bring records of their own (CMI001 6.4.4 to 6.4.8)."""
    if command not in _TABLES:
        name = f"aicc.{command.removeprefix('put')}"
        return {**elements, name: elements.get(name, "") + data}
    changed, prefix = dict(elements), _TABLES[command]
    number = sum(1 for name in elements if re.fullmatch(rf"{re.escape(prefix)}\.\d+\.id", name))
    for row in _rows(data):
        same = next((n for n in range(number) if changed.get(f"{prefix}.{n}.id") == row.get("id")), number)
        at = same if command == "putobjectives" else number
        changed |= {f"{prefix}.{at}.{name}": value for name, value in ({"id": ""} | row).items()}
        number = max(number, at + 1)
    return changed


def ended(elements: Mapping[str, str]) -> dict[str, str]:
    return {**elements, ENDED: "true"}


def _entry(elements: Mapping[str, str]) -> str:
    """`a` the first time, `r` to go on with what was suspended, or torn away before it had ended."""
    if _EXIT not in elements and ENDED not in elements and SUSPEND_DATA not in elements:
        return ",a"
    return ",r" if elements.get(_EXIT) == "suspend" or ENDED not in elements else ""


def _split(data: str) -> dict[str, str]:
    """The text of each group; lines of free text that look like one of another group are that group."""
    groups: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in data.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        heading = _GROUPS.fullmatch(line.strip())
        if heading:
            lines = groups.setdefault(heading[1].lower(), [])
        else:
            lines.append(line)
    return {name: "\r\n".join(found).strip("\r\n") for name, found in groups.items()}


def _pairs(text: str) -> dict[str, str]:
    split = (line.partition("=") for line in text.split("\r\n") if "=" in line and not line.startswith(";"))
    return {name.strip().lower(): value.strip() for name, _, value in split}


def _status(word: str) -> str | None:
    """The first letter counts (CMI001 5.1.5)."""
    return next((status for status in _STATUSES if word and status[0] == word[0]), None)


def _scores(text: str) -> dict[str, str]:
    """`raw`, or `raw,max,min`; what is no number is left out."""
    parts = (part.strip() for part in text.split(","))
    named = zip(("raw", "max", "min"), parts, strict=False)
    return {f"cmi.core.score.{name}": part for name, part in named if _SCORE.fullmatch(part)}


def _judged(elements: dict[str, str], lesson: Lesson) -> dict[str, str]:
    """A mastery score decides between passed and failed, where there is credit (CMI001 5.1.5)."""
    raw = elements.get("cmi.core.score.raw", "")
    if not (raw and elements.get(_STATUS) in _JUDGED) or elements.get(_CREDIT) == "no-credit":
        return elements
    try:
        passed = float(raw) >= float(lesson.mastery_score)
    except ValueError:
        return elements
    return elements | {_STATUS: "passed" if passed else "failed"}


def _lasting(elements: dict[str, str], done: str) -> dict[str, str]:
    """A status of completion counts on where content takes it back (the setting PlayerAllowCompleteStatusChange)."""
    status = elements.get(_STATUS, "")
    kept = {name: value for name, value in elements.items() if name != LASTING_STATUS}
    takes_back = status not in DONE or (done == "passed" and status == "completed")
    return kept | ({LASTING_STATUS: done} if done and takes_back else {})


def _objectives_of(pairs: Mapping[str, str]) -> dict[str, str]:
    """`j_id.1=`, `j_score.1=`, `j_status.1=`."""
    names = {"j_id": "id", "j_score": "score.raw", "j_status": "status"}
    found = {}
    for name, value in pairs.items():
        kind, _, number = name.partition(".")
        if kind in names and number.isascii() and number.isdecimal() and 0 < int(number[:6]) < 10_000:  # noqa: PLR2004 more than any lesson has
            word = (_status(value.lower()) or value) if kind == "j_status" else value
            found[f"cmi.objectives.{int(number) - 1}.{names[kind]}"] = word
    return found


def _objectives(elements: Mapping[str, str]) -> Iterator[str]:
    numbers = sorted(int(match[1]) for name in elements if (match := re.fullmatch(r"cmi\.objectives\.(\d+)\.id", name)))
    if numbers:
        yield "[objectives_status]"
    for number in numbers:
        for name, part in (("j_id", "id"), ("j_score", "score.raw"), ("j_status", "status")):
            yield f"{name}.{number + 1}={elements.get(f'cmi.objectives.{number}.{part}', '')}"


def _rows(data: str) -> Iterator[dict[str, str]]:
    """The records of a table in commas, whose first row names the columns."""
    lines = csv.reader(
        filter(str.strip, data.replace("\r\n", "\n").replace("\r", "\n").split("\n")), skipinitialspace=True
    )
    try:
        heading = [name.strip().lower() for name in next(lines, [])]
        for cells in lines:
            named = dict(zip(heading, cells, strict=False))
            if "interaction_id" in named:
                named.pop("objective_id", None)
            yield {_COLUMNS[name]: value for name, value in named.items() if name in _COLUMNS and value}
    except csv.Error:
        return


def _block(text: str) -> list[str]:
    return text.split("\r\n") if text else []


def _timespan(seconds: float) -> str:
    """HHHH:MM:SS, with hundredths where there are any."""
    hundredths = round(seconds * 100)
    whole, rest = divmod(hundredths, 100)
    text = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{text}.{rest:02}" if rest else text
