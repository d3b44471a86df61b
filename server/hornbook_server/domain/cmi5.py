"""The rules by which a cmi5 session's statements are taken or refused (cmi5 6.3, 7.1, 9), and what they result in."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from hornbook_server.domain.errors import StatementRefused
from hornbook_server.domain.results import Results, progressed, scored, spent
from hornbook_server.domain.session import SessionState
from hornbook_server.domain.times import seconds_of
from hornbook_server.domain.xapi import Json, agent_key, is_voiding

CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVE_ON_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/moveon"
EXTENSIONS = "https://w3id.org/xapi/cmi5/context/extensions/"
SESSION_ID = f"{EXTENSIONS}sessionid"
MASTERY_SCORE = f"{EXTENSIONS}masteryscore"
VERBS = "http://adlnet.gov/expapi/verbs/"
LMS_VERBS = "https://w3id.org/xapi/adl/verbs/"
_OF_CONTENT = ("initialized", "completed", "passed", "failed", "terminated")
_OF_LMS = (f"{VERBS}launched", f"{LMS_VERBS}abandoned", f"{LMS_VERBS}waived", f"{LMS_VERBS}satisfied")
_SUCCESS = {"passed": True, "failed": False}
_WITH_DURATION = ("completed", "passed", "failed", "terminated")


class Unit(Struct, frozen=True, kw_only=True):
    """An assignable unit as it was launched; `mastery_score` as the course structure has it, empty without."""

    actor: Json
    registration: str
    activity_id: str
    publisher_id: str
    session_id: str
    mastery_score: str
    move_on: str


def take(statement: Json, unit: Unit, state: SessionState, results: Mapping[str, str]) -> tuple[SessionState, Results]:
    """The session and the unit's results after a statement. Raises StatementRefused."""
    if is_voiding(statement):
        raise StatementRefused("verb: content may not void statements (cmi5 6.3)")
    _check_session(statement, unit, state)
    if CATEGORY not in _ids(statement, "category"):
        return _allowed(statement, unit, state), progressed(results, statement.get("result", {}))
    word = _word(statement)
    _check_order(word, state, results)
    _check_context(statement, unit)
    _check_result(word, statement.get("result", {}), statement, unit)
    return _after(word, state), _result(word, statement.get("result", {}), results)


def is_satisfied(move_on: str, results: Mapping[str, str]) -> bool:
    """Whether the unit's moveOn criterion is met (13.1.4)."""
    completed, passed = results.get("completion") == "completed", results.get("success") == "passed"
    return {
        "Passed": passed,
        "Completed": completed,
        "CompletedAndPassed": completed and passed,
        "CompletedOrPassed": completed or passed,
    }.get(move_on, True)


def _check_session(statement: Json, unit: Unit, state: SessionState) -> None:
    context = statement.get("context", {})
    if state.abandoned:
        raise StatementRefused("the session was abandoned; no more of its statements are taken (9.3.6)")
    if state.ended:
        raise StatementRefused("the session has been terminated; no more of its statements are taken (9.3.8)")
    if agent_key(statement["actor"]) != agent_key(unit.actor) or "account" not in statement["actor"]:
        raise StatementRefused("actor: must be the one of the launch (9.2)")
    if str(context.get("registration", "")).lower() != unit.registration:
        raise StatementRefused("context.registration: must be the one of the launch (9.6.1)")
    if context.get("extensions", {}).get(SESSION_ID) != unit.session_id:
        raise StatementRefused(f"context.extensions: {SESSION_ID} must be the one of LMS.LaunchData (9.6.3.1)")
    _check_time(statement)


def _check_time(statement: Json) -> None:
    time = statement.get("timestamp")
    if time is None:
        raise StatementRefused("timestamp: is required (9.7)")
    if not time.endswith(("Z", "z", "+00:00", "+0000", "+00")):
        raise StatementRefused(f"timestamp: must be in UTC, not {time} (9.7)")


def _allowed(statement: Json, unit: Unit, state: SessionState) -> SessionState:
    """A statement with any verb, which is allowed between the first and the last defined one (7.1.3)."""
    if "initialized" not in state.verbs:
        raise StatementRefused("verb: the first statement of a session is initialized (7.1.1)")
    if MOVE_ON_CATEGORY in _ids(statement, "category"):
        raise StatementRefused("context.contextActivities.category: moveon goes with the cmi5 category (9.6.2.2)")
    _check_grouping(statement, unit)
    return state


def _word(statement: Json) -> str:
    verb: str = statement["verb"]["id"]
    word = verb.removeprefix(VERBS)
    if verb in _OF_LMS:
        raise StatementRefused(f"verb: [{verb}] is for the LMS to say (9.3)")
    if word not in _OF_CONTENT:
        raise StatementRefused(f"verb: [{verb}] is not defined by cmi5; leave its category out (9.3, 9.6.2.1)")
    return word


def _check_order(word: str, state: SessionState, results: Mapping[str, str]) -> None:
    if word != "initialized" and "initialized" not in state.verbs:
        raise StatementRefused("verb: the first statement of a session is initialized (9.3)")
    if word in state.verbs:
        raise StatementRefused(f"verb: {word} has been said in this session already (9.3)")
    if word in _SUCCESS and not _SUCCESS.keys().isdisjoint(state.verbs):
        raise StatementRefused("verb: passed and failed cannot be said in one session (9.3)")
    if word == "completed" and results.get("completion") == "completed":
        raise StatementRefused("verb: completed has been said in this registration already (9.3.3)")
    if word in _SUCCESS and results.get("success") == "passed":
        raise StatementRefused(f"verb: {word} cannot follow passed in one registration (9.3)")


def _check_context(statement: Json, unit: Unit) -> None:
    thing = statement["object"]
    if thing.get("objectType", "Activity") != "Activity" or thing.get("id") != unit.activity_id:
        raise StatementRefused("object.id: must be the activityId of the launch (9.4)")
    _check_grouping(statement, unit)
    judging = {"success", "completion"} & statement.get("result", {}).keys()
    if bool(judging) != (MOVE_ON_CATEGORY in _ids(statement, "category")):
        raise StatementRefused(
            "context.contextActivities.category: moveon goes with success or completion, and nothing else (9.6.2.2)"
        )


def _check_grouping(statement: Json, unit: Unit) -> None:
    if unit.publisher_id not in _ids(statement, "grouping"):
        raise StatementRefused(
            f"context.contextActivities.grouping: must hold [{unit.publisher_id}] as the contextTemplate does (9.6.2.3)"
        )


def _check_result(word: str, result: Json, statement: Json, unit: Unit) -> None:
    _must_be("success", result.get("success"), _SUCCESS.get(word), word)
    _must_be("completion", result.get("completion"), True if word == "completed" else None, word)
    if word in _WITH_DURATION and "duration" not in result:
        raise StatementRefused(f"result.duration: is required with {word} (9.5.4.1)")
    score = result.get("score")
    if score is None:
        return
    if word not in _SUCCESS:
        raise StatementRefused(f"result.score: goes with passed and failed, not with {word} (9.5.1)")
    if "raw" in score and not {"min", "max"} <= score.keys():
        raise StatementRefused("result.score: raw needs min and max (9.5.1)")
    _check_mastery(word, score.get("scaled"), statement, unit)


def _check_mastery(word: str, scaled: float | None, statement: Json, unit: Unit) -> None:
    if scaled is not None and not 0 <= scaled <= 1:
        raise StatementRefused("result.score.scaled: must be 0 to 1 (9.5.1)")
    if scaled is None or not unit.mastery_score:
        return
    mastery = float(unit.mastery_score)
    if _SUCCESS[word] != (scaled >= mastery):
        raise StatementRefused(
            f"result.score.scaled: {scaled} is not {word} by the masteryScore {mastery} (9.3.4, 9.3.5)"
        )
    if statement["context"]["extensions"].get(MASTERY_SCORE) != mastery:
        raise StatementRefused(f"context.extensions: {MASTERY_SCORE} must be {mastery} (9.6.3.2)")


def _must_be(name: str, value: object, wanted: object, word: str) -> None:
    if value is not wanted:
        rule = "must be left out" if wanted is None else f"must be {str(wanted).lower()}"
        raise StatementRefused(f"result.{name}: {rule} with {word} (9.5.2, 9.5.3)")


def _after(word: str, state: SessionState) -> SessionState:
    return structs.replace(state, begun=True, ended=word == "terminated", verbs=(*state.verbs, word))


def _result(word: str, result: Json, results: Mapping[str, str]) -> Results:
    changed = {"completion": "incomplete"} | progressed(scored(results, result), result)
    if word == "completed":
        changed |= {"completion": "completed", "progress": "1"}
    elif word in _SUCCESS:
        changed["success"] = word
    elif word == "terminated":
        changed = spent(changed, seconds_of(result["duration"]))
    return changed


def _ids(statement: Json, kind: str) -> list[str]:
    activities: Any = statement.get("context", {}).get("contextActivities", {}).get(kind, [])
    return [activity["id"] for activity in (activities if isinstance(activities, list) else [activities])]
