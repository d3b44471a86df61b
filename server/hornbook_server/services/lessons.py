"""AICC lessons: what a HACP request changes, and its answer (CMI001 6.4)."""

from collections.abc import Mapping

from msgspec import structs

from hornbook_server.domain import hacp
from hornbook_server.domain.actors import name_of
from hornbook_server.domain.course import Activity
from hornbook_server.domain.launch import Launch
from hornbook_server.domain.run import MOST_CHARACTERS, length_of
from hornbook_server.domain.session import Session
from hornbook_server.domain.units import AiccUnit
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.play import Play
from hornbook_server.services.retrying import retried

_RECORDS = ("putinteractions", "putobjectives", "putcomments", "putpath", "putperformance")
_COMMANDS = ("getparam", "putparam", "exitau", *_RECORDS)


@retried
def answer(hornbook: Hornbook, launch: Launch, fields: Mapping[str, str]) -> str:
    """The body that answers a request with these fields, whose names are in small letters. Raises NotFound."""
    command = fields.get("command", "").strip().lower()
    with hornbook.database.write() as stored:
        play = Play(hornbook, stored, launch)
        session = play.session(fields.get("session_id", "").strip())
        if command not in _COMMANDS:
            return _reply(1, "Invalid Command")
        if session is None:
            return _reply(3, "Invalid Session ID")
        activity = play.activity(session.activity)
        unit = activity.aicc or AiccUnit()
        if unit.password and fields.get("au_password", "") != unit.password:
            return _reply(2, "Invalid AU Password")
        return _carry_out(play, session, command, fields.get("aicc_data", ""), _lesson(play, activity, unit, session))


def _carry_out(play: Play, session: Session, command: str, data: str, lesson: hacp.Lesson) -> str:
    """After ExitAU only GetParam is taken, with which content begins once more."""
    state, elements = session.state, play.state(session.activity).elements
    if state.ended and command != "getparam":
        return _reply(1, "Invalid Command: the session has ended")
    if command == "getparam":
        if state.ended:
            elements = play.begun(elements)
        told = hacp.told(elements, lesson)
    elif command == "putparam":
        elements, told = hacp.heard(elements, data, lesson), ""
    elif command == "exitau":
        elements, told = hacp.ended(elements), ""
    else:
        elements, told = hacp.recorded(elements, command, data), ""
    if length_of(elements) > MOST_CHARACTERS:
        return _reply(1, f"The state of a lesson has at most {MOST_CHARACTERS} characters")
    play.save({session.activity: elements})
    changed = structs.replace(state, begun=True, ended=command == "exitau")
    play.stored.sessions.save(structs.replace(session, state=changed))
    return _reply(0, "Successful", told)


def _lesson(play: Play, activity: Activity, unit: AiccUnit, session: Session) -> hacp.Lesson:
    before, changes = session.state.before, play.settings["PlayerAllowCompleteStatusChange"] == "true"
    return hacp.Lesson(
        student_id=play.launch.learner.id,
        student_name=name_of(play.launch.learner),
        course_id=play.root.external_identifier,
        vendor=activity.launch_data,
        mastery_score=unit.mastery_score,
        max_time_allowed=activity.max_time_allowed,
        time_limit_action=activity.time_limit_action,
        done=before if before in hacp.DONE and not changes else "",
    )


def _reply(error: int, text: str, data: str = "") -> str:
    return f"error={error}\r\nerror_text={text}\r\nversion={hacp.VERSION}\r\naicc_data={data}\r\n"
