"""A launch's course as it is being played, within one transaction: its activities, settings and states."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from hornbook_server.domain import hacp
from hornbook_server.domain.actors import agent, generated_id, name_of
from hornbook_server.domain.course import Activity, Course
from hornbook_server.domain.errors import Invalid, launch_not_found
from hornbook_server.domain.launch import Launch
from hornbook_server.domain.player import keys
from hornbook_server.domain.progress import Completion
from hornbook_server.domain.progress.review import is_review
from hornbook_server.domain.recording import Applied, Occasion
from hornbook_server.domain.run import NOTHING, ActivityState
from hornbook_server.domain.session import Session
from hornbook_server.domain.xapi import Json
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import lock_run, settings_of
from hornbook_server.services.recording import News, end_sessions, keep, record
from hornbook_server.services.run_states import keep_states
from hornbook_server.storage.clock import milliseconds
from hornbook_server.storage.database import UnitOfWork


class Play:
    """Holds the run's lock until the transaction ends. Raises NotFound where the run or the version is gone."""

    def __init__(self, hornbook: Hornbook, stored: UnitOfWork, launch: Launch) -> None:
        if lock_run(stored, launch) is None:
            raise launch_not_found()
        self.stored = stored
        self.hornbook = hornbook
        self.launch = launch
        self.home = hornbook.launch_url
        self.now: datetime = hornbook.now()
        self.course: Course = stored.courses.get_version(launch.app_id, launch.course_id, launch.version)
        if self.course.root is None:
            raise AssertionError("a version without an activity tree")
        self.root: Activity = self.course.root
        self._keys = keys(self.root)

    @cached_property
    def settings(self) -> Mapping[str, str]:
        return settings_of(self.stored, self.launch)

    @property
    def actor(self) -> Json:
        return agent(self.home, self.launch.learner)

    @property
    def registration(self) -> str:
        return self.launch.xapi_registration

    def key(self, activity: Activity) -> str:
        return self._keys[id(activity)]

    def activity(self, key: str) -> Activity:
        """Raises Invalid for what cannot be opened."""
        for activity in self.root.walk():
            if activity.href and self.key(activity) == key:
                return activity
        raise Invalid(f"activity: the course has nothing to open that is called '{key}'")

    def iri(self, activity: Activity) -> str:
        """The id under which content knows an activity, or a block."""
        return generated_id(self.home, self.course, activity)

    def session(self, session_id: str) -> Session | None:
        return self.stored.sessions.get(self.launch.run, session_id)

    def state(self, key: str) -> ActivityState:
        return self.stored.runs.states_of(self.launch.run, {key}).get(key, NOTHING)

    def states(self) -> dict[str, ActivityState]:
        return self.stored.runs.states(self.launch.run)

    def begun(self, elements: Mapping[str, str]) -> dict[str, str]:
        """The state of an AICC lesson as a session of it begins."""
        learner = self.launch.learner
        tracked = self.launch.tracked
        reached = tracked.instance.summary.completion if tracked else Completion.UNKNOWN
        review = is_review(self.course.standard, self.settings, reached)
        return hacp.begun(elements, student_id=learner.id, student_name=name_of(learner), review=review)

    def save(self, elements: Mapping[str, Mapping[str, str]]) -> None:
        """States by activity key."""
        states = {key: ActivityState(1, dict(one)) for key, one in elements.items()}
        if not states:
            return
        before = self.stored.runs.states_of(self.launch.run, set(states))
        keep_states(self.stored, self.launch.run, before, states, now=self.now)
        # What content says by itself is numbered by no page: a state that is the same again tells nothing anew.
        occasion = Occasion(opening=0, number=milliseconds(self.now), moment=self.now)
        changes = [
            Applied(key=key, occasion=occasion, before=before.get(key, NOTHING), after=state)
            for key, state in states.items()
        ]
        record(self.hornbook, self.stored, self.launch, News(last=occasion, applied=changes))

    def end_sessions(self) -> None:
        """Of content that does not speak xAPI."""
        last = Occasion(opening=0, number=milliseconds(self.now), moment=self.now)
        end_sessions(self.hornbook, self.stored, self.launch, last)

    def say(self, said: list[Json]) -> None:
        """Record what the service itself says."""
        keep(self.hornbook, self.stored, self.launch, said)
