"""The statements that a commit of SCORM, AICC or media content gives: what has changed, told in order."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain, repeat

from msgspec import Struct, structs

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard
from hornbook_server.domain.numbers import number
from hornbook_server.domain.progress import progress_of, runtime_of
from hornbook_server.domain.progress.progress import SCORM_2004, WITH_SCORM12_ELEMENTS
from hornbook_server.domain.progress.results import Completion, ObjectiveResult, Result, Success
from hornbook_server.domain.progress.runtime import Elements, Runtime
from hornbook_server.domain.recording import interactions
from hornbook_server.domain.recording.profile import (
    Occasion,
    Taking,
    attempt_activity,
    course_activity,
    objective_definition,
    part_activity,
    statement,
    unit_activity,
    written,
)
from hornbook_server.domain.run import ENDED, NOTHING, ActivityState
from hornbook_server.domain.times import duration, moment_in_utc
from hornbook_server.domain.xapi import Json

_VERDICTS = {Success.PASSED: "passed", Success.FAILED: "failed"}
_UNIT = "unit"
_RESUMED = ("suspend", "logout")
_OBJECTIVES = "cmi.objectives."
_ENDLESS = repeat(None)


class Change(Struct, frozen=True, kw_only=True):
    """What one commit has made of an activity's state; `key` is the activity's in the run.

    `since` is when the session under way began that was told of last, None without any. `began` is the first commit of
    an activity in an opening. `over` where the session is, whatever content has said: the learner is elsewhere.
    """

    activity: Activity
    key: str
    before: ActivityState
    after: ActivityState
    occasion: Occasion
    since: datetime | None = None
    began: bool = False
    over: bool = False

    @property
    def earlier(self) -> ActivityState:
        """What the attempt had come to before."""
        return self.before if self.before.attempt == self.after.attempt else NOTHING

    @property
    def begins(self) -> bool:
        """A session that has not been told of yet; one that began and ended at once shows by its end."""
        if self.since is not None or not self.after.elements:
            return False
        return self.began or ENDED not in self.after.elements or ENDED not in self.earlier.elements

    @property
    def ends(self) -> bool:
        under_way = self.since is not None or self.begins
        return under_way and (self.over or ENDED in self.after.elements)


def statements_of(
    taking: Taking, change: Change, settings: Mapping[str, str], room: Iterator[object] = _ENDLESS
) -> list[Json]:
    """By ADL's profile; none of xAPI and cmi5 content, which speaks for itself.

    The same commit gives statements with the same ids. Interactions are left out where the setting
    TinCanInteractionsEnabled says so. Each statement about an interaction or an objective takes one of `room`; there
    are no more of them than that has.
    """
    if change.activity.cmi5 is not None or taking.course.standard is LearningStandard.XAPI:
        return []
    return list(_Told(taking, change, settings).all(room))


def of_course(taking: Taking, occasion: Occasion, before: Result, after: Result) -> list[Json]:
    """The status of a course that has just been completed (xAPI SCORM Profile, 7.0, course status)."""
    if after.completion is not Completion.COMPLETED or before.completion is Completion.COMPLETED:
        return []
    course = course_activity(taking)
    result = _success(after.success) | {"completion": True} | _score(after.score)
    return [statement(taking, occasion, "completed", course, what="course", result=result)]


class _Told:
    def __init__(self, taking: Taking, change: Change, settings: Mapping[str, str]) -> None:
        standard = taking.course.standard
        self._taking, self._change = taking, change
        before = change.earlier
        self._earlier = before
        self._old = standard not in SCORM_2004
        self._before = runtime_of(standard, _of_the_whole(before.elements))
        self._after = runtime_of(standard, _of_the_whole(change.after.elements))
        judged = _objectives_in(before.elements) != _objectives_in(change.after.elements)
        self._was = _alone(change.activity, standard, settings, before, with_objectives=judged)
        self._is = _alone(change.activity, standard, settings, change.after, with_objectives=judged)
        self._silent = standard not in SCORM_2004 | WITH_SCORM12_ELEMENTS  # of how its sessions end
        self._with_interactions = settings.get("TinCanInteractionsEnabled", "true") == "true"
        self._unit = unit_activity(taking, change.key, change.activity.title)
        self._course = course_activity(taking)
        self._grouping = (self._course, attempt_activity(taking, self._unit, max(change.after.attempt, 1)))

    def all(self, room: Iterator[object]) -> Iterator[Json]:
        if self._change.begins:
            yield self._about_unit("resumed" if self._resumes() else "initialized")
        responses = self._responses() if self._with_interactions else ()
        for said, _ in zip(chain(responses, self._objectives()), room, strict=False):
            yield said
        yield from self._results()
        if self._change.ends:
            yield self._about_unit("suspended" if self._leaves() else "terminated", self._overall())

    def _resumes(self) -> bool:
        if self._after.entry or not self._earlier.elements:
            return self._after.entry == "resume"
        if self._silent:
            return not _is_complete(self._was.result)
        return self._before.exit in _RESUMED or ENDED not in self._earlier.elements

    def _leaves(self) -> bool:
        if self._silent:
            return not _is_complete(self._is.result)
        return self._after.exit in _RESUMED

    def _responses(self) -> Iterator[Json]:
        """Each interaction that is new or has changed (xAPI SCORM Profile, 6.0, interactions)."""
        before, after = self._earlier.elements, self._change.after.elements
        for at, interaction in interactions.changed(self._taking.course.standard, before, after):
            result = interactions.result_of(interaction, old=self._old)
            if not result:
                continue
            definition = interactions.definition_of(interaction, self._taking.language, old=self._old)
            thing = part_activity(self._unit, "interaction", interaction.id or str(at), definition)
            said = self._about_part("responded", thing, f"interaction {at}", result)
            yield said | _timestamp(interaction.timestamp)

    def _objectives(self) -> Iterator[Json]:
        """Each verdict on an objective that content has come to (xAPI SCORM Profile, 6.0, objectives)."""
        earlier = {one.id: one for one in self._was.objectives if not one.primary}
        for at, one in enumerate(self._is.objectives):
            if one.primary or not one.id:
                continue
            thing = part_activity(self._unit, "objective", one.id, objective_definition())
            for verb, result in _news(earlier.get(one.id, ObjectiveResult(id=one.id)), one, _score(one.score)):
                yield self._about_part(verb, thing, f"objective {at} {verb}", result)

    def _results(self) -> Iterator[Json]:
        for verb, result in _news(self._was.result, self._is.result, _scores(self._is.result, self._after)):
            yield self._about_unit(verb, result)

    def _overall(self) -> Json:
        """The result at the end of a session (xAPI SCORM Profile, 5.0, terminating an attempt; 6.0, session time)."""
        result = self._is.result
        known = {} if result.completion is Completion.UNKNOWN else {"completion": _is_complete(result)}
        seconds = max(0.0, self._after.total_time - self._seconds_before()) or self._seconds_seen()
        return _success(result.success) | known | _scores(result, self._after) | {"duration": duration(seconds)}

    def _seconds_before(self) -> float:
        """What the sessions before this one took: a session counts its own time in an element of its own."""
        if ENDED in self._earlier.elements:
            return self._before.total_time
        session = ("cmi.core.session_time", "cmi.session_time")
        kept = {name: value for name, value in _of_the_whole(self._earlier.elements).items() if name not in session}
        return runtime_of(self._taking.course.standard, kept).total_time

    def _seconds_seen(self) -> float:
        """How long the session has been, where content does not count."""
        since = self._change.since or self._change.occasion.moment
        return max(0.0, (self._change.occasion.moment - since).total_seconds())

    def _about_unit(self, verb: str, result: Json | None = None) -> Json:
        return self._said(verb, self._unit, verb, self._course, result)

    def _about_part(self, verb: str, thing: Json, what: str, result: Json) -> Json:
        return self._said(verb, thing, what, self._unit, result)

    def _said(self, verb: str, thing: Json, what: str, parent: Json, result: Json | None) -> Json:
        return statement(
            self._taking,
            self._change.occasion,
            verb,
            thing,
            what=f"{self._change.key}\n{what}",
            grouping=self._grouping,
            parent=(parent,),
            result=result,
        )


class _Alone(Struct, frozen=True):
    result: Result
    objectives: tuple[ObjectiveResult, ...]


def _of_the_whole(elements: Elements) -> Elements:
    """What is stored of the activity itself, without its interactions and objectives."""
    return {name: value for name, value in interactions.without(elements).items() if not name.startswith(_OBJECTIVES)}


def _objectives_in(elements: Elements) -> Elements:
    return {name: value for name, value in elements.items() if name.startswith(_OBJECTIVES)}


def _alone(
    activity: Activity,
    standard: LearningStandard,
    settings: Mapping[str, str],
    state: ActivityState,
    *,
    with_objectives: bool,
) -> _Alone:
    """The result of an activity by itself: in a course of nothing else, of which nothing is asked for."""
    single = structs.replace(activity, item_identifier=_UNIT, children=())
    course = Activity(title="", type=ActivityType.AGGREGATION, children=(single,))
    states = {_UNIT: state}
    (unit,) = progress_of(course, standard, settings, states, with_objectives=with_objectives).root.children
    return _Alone(unit.result, unit.objectives)


def _news(before: Result | ObjectiveResult, after: Result | ObjectiveResult, score: Json) -> Iterator[tuple[str, Json]]:
    if after.score is not None and after.score != before.score:
        yield "scored", score
    if after.completion is Completion.COMPLETED and before.completion is not Completion.COMPLETED:
        yield "completed", {"completion": True}
    if after.success is not before.success and after.success in _VERDICTS:
        yield _VERDICTS[after.success], _success(after.success) | score


def _success(success: Success) -> Json:
    return {} if success is Success.UNKNOWN else {"success": success is Success.PASSED}


def _is_complete(result: Result) -> bool:
    return result.completion is Completion.COMPLETED


def _score(scaled: float | None) -> Json:
    return {} if scaled is None else {"score": {"scaled": min(1.0, max(-1.0, scaled))}}


def _scores(result: Result, runtime: Runtime) -> Json:
    """With the raw score within its bounds, which xAPI has only if they fit (xAPI 1.0.3 Data, 2.4.5.1)."""
    found = _score(result.score)
    raw = number(runtime.score_raw)
    if found and raw is not None:
        found["score"]["raw"] = raw
        least, most = number(runtime.score_min), number(runtime.score_max)
        if (least is None or least <= raw) and (most is None or raw <= most) and least != most:
            found["score"] |= {name: one for name, one in (("min", least), ("max", most)) if one is not None}
    return found


def _timestamp(text: str) -> Json:
    """When the learner responded, where content says it with a zone; SCORM 1.2 knows only the time of day."""
    moment = moment_in_utc(text)
    return {} if moment is None else {"timestamp": written(moment)}
