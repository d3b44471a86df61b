"""What follows from what a learner has done in a launch of a registration.

Results, the launch history, statements of content that does not speak xAPI itself, and a postback.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct, structs

from hornbook_server.domain.actors import agent
from hornbook_server.domain.course import Activity, Course, LearningStandard
from hornbook_server.domain.launch import Launch
from hornbook_server.domain.player import keys
from hornbook_server.domain.presence import Presences, stayed, timings
from hornbook_server.domain.progress import Result, progress_of
from hornbook_server.domain.recording import Applied, Occasion, Taking, Telling, of_course
from hornbook_server.domain.registration import Instance, Summary, reached, standing
from hornbook_server.domain.run import NOTHING
from hornbook_server.domain.xapi import Json
from hornbook_server.services import statements
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import attribution_of, authority_of, records, settings_of
from hornbook_server.services.progress_postbacks import Moment, post_progress
from hornbook_server.storage.database import UnitOfWork

_LONGEST_VALUE = 200  # characters of a value that the history tells


class News(Struct, frozen=True, kw_only=True):
    """What has happened in a run, up to `last`. `exited` once the page has closed.

    `seconds` have gone by in the activity `within`, empty where none was open. `open` is what the page has open now,
    None where it does not say. A page may name what the course does not have.
    """

    last: Occasion
    applied: Sequence[Applied] = ()
    seconds: float = 0.0
    within: str = ""
    open: str | None = None
    exited: bool = False


def record(hornbook: Hornbook, stored: UnitOfWork, launch: Launch, news: News) -> None:
    """Within the transaction that changed the run, whose lock it holds. Nothing for a launch that is not tracked."""
    if launch.tracked is None:
        return
    now = hornbook.now()
    registration = stored.registrations.get(launch.app_id, launch.tracked.id, launch.tracked.instance.number)
    if not news.applied and not news.exited and _stayed(stored, launch, registration.instance, news, now):
        return
    telling = _Told(hornbook, stored, launch)
    telling.stay(news.seconds, news.within)
    result = progress_of(
        telling.root,
        telling.course.standard,
        telling.settings,
        telling.states,
        timings(telling.presences),
        with_objectives=False,
    ).result
    result = standing(result, registration.instance.initial)
    before = registration.instance.summary
    summary = reached(before, result, now)
    stored.instances.save(registration.instance.key, summary, now)
    lines = [line for one in news.applied for line in _lines(one)]
    stored.launch_history.note(launch.history_id, summary, lines, now=now, exited=news.exited)
    for one in news.applied:
        telling.change(one)
    if news.open is not None and telling.course.standard is not LearningStandard.AICC:  # its sessions end by themselves
        telling.end(news.last, still_open=news.open)
    telling.say_of_course(news.applied, before.result, result)
    telling.keep()
    moment = Moment(exited=news.exited, changed=_told(before) != _told(summary))
    post_progress(hornbook, stored, registration, telling.settings, moment)


def _stayed(stored: UnitOfWork, launch: Launch, instance: Instance, news: News, now: datetime) -> bool:
    """Keeps a sign of life from where the learner was before, which changes nothing but the time."""
    before = stored.presences.all(launch.run)
    elsewhere = {key for key, one in before.items() if one.since is not None and key != news.open}
    if elsewhere or not {"", news.within} <= before.keys():
        return False
    longer = stayed(before, news.seconds, {"", news.within})
    stored.presences.save(launch.run, {key: longer[key] for key in ("", news.within)})
    summary = structs.replace(instance.summary, seconds_tracked=longer[""].seconds, last_access=now)
    stored.instances.save(instance.key, summary, now)
    stored.launch_history.note(launch.history_id, summary, (), now=now, exited=False)
    return True


def end_sessions(hornbook: Hornbook, stored: UnitOfWork, launch: Launch, last: Occasion) -> None:
    """Tells that what is under way in the run, whose lock this transaction holds, has ended."""
    if launch.tracked is not None:
        telling = _Told(hornbook, stored, launch)
        telling.end(last)
        telling.keep()


class _Told:
    """What a transaction tells of a tracked launch, and what it keeps of the learner's presence."""

    def __init__(self, hornbook: Hornbook, stored: UnitOfWork, launch: Launch) -> None:
        self._hornbook, self._stored, self._launch = hornbook, stored, launch
        self.course = stored.courses.get_version(launch.app_id, launch.course_id, launch.version)
        if self.course.root is None:
            raise AssertionError("a version without an activity tree")
        self.root = self.course.root
        self.settings = settings_of(stored, launch)
        self.states = stored.runs.states(launch.run)
        self._taking = Taking(
            run=launch.run,
            course=self.course,
            actor=agent(hornbook.launch_url, launch.learner),
            registration=launch.xapi_registration,
        )
        self._before = stored.presences.all(launch.run)
        self._silent = _silent_activities(self.course)
        self._telling = Telling(self._taking, self.settings, self._silent, self._before)
        self._said: list[Json] = []

    @property
    def presences(self) -> Presences:
        return self._telling.presences

    def stay(self, seconds: float, within: str) -> None:
        if seconds:
            known = {"", within} & {"", *keys(self.root).values()}
            self._telling.presences = stayed(self.presences, seconds, known)

    def change(self, applied: Applied) -> None:
        self._said.extend(self._telling.changed(applied))

    def end(self, last: Occasion, still_open: str = "") -> None:
        for key in sorted(self._telling.under_way() - {still_open}):
            self._said.extend(self._telling.over(key, self.states.get(key, NOTHING), last))

    def say_of_course(self, applied: Sequence[Applied], before: Result, after: Result) -> None:
        """Content that speaks xAPI itself has said what it has to say."""
        occasions = [one.occasion for one in applied if one.key in self._silent]
        if occasions:
            self._said.extend(of_course(self._taking, occasions[-1], before, after))

    def keep(self) -> None:
        changed = {key: one for key, one in self.presences.items() if self._before.get(key) != one}
        self._stored.presences.save(self._launch.run, changed)
        keep(self._hornbook, self._stored, self._launch, self._said)


def keep(hornbook: Hornbook, stored: UnitOfWork, launch: Launch, said: Sequence[Json]) -> None:
    """Statements that the service makes of a launch."""
    if not said:
        return
    statements.keep(
        stored,
        records(launch),
        said,
        authority=authority_of(hornbook, launch),
        now=hornbook.now(),
        brought_by=attribution_of(stored, launch),
    )


def _told(summary: Summary) -> tuple[object, ...]:
    """What a change of is worth a postback."""
    return summary.completion, summary.success, summary.score


def _lines(applied: Applied) -> Iterator[str]:
    """For the history: one for each element that has another value now."""
    time = applied.occasion.moment.isoformat(timespec="milliseconds")
    for name, value in applied.after.elements.items():
        if applied.before.elements.get(name) != value:
            yield f"{time} {applied.key} {name}={value[:_LONGEST_VALUE]!r}"


def _silent_activities(course: Course) -> dict[str, Activity]:
    """Those whose content does not speak xAPI, by key."""
    if course.root is None or course.standard is LearningStandard.XAPI:
        return {}
    named = keys(course.root)
    return {named[id(one)]: one for one in course.root.walk() if one.href and one.cmi5 is None}
