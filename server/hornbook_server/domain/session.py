"""A session: one opening of an activity whose content speaks to the service itself (AICC, xAPI, cmi5)."""

from datetime import datetime, timedelta

from msgspec import Struct

_AFTERWARDS = timedelta(minutes=1)  # in which content that has terminated may still tidy up


class SessionState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`fetched` once content has its credentials (cmi5 8.2), `verbs` are the cmi5 defined ones that it has used.

    `ended` when no more is taken: content has said so, or was `abandoned`. `returned` when it led the learner back.
    `before` is the status of an AICC lesson as the session began.
    """

    begun: bool = False
    ended: bool = False
    abandoned: bool = False
    returned: bool = False
    fetched: bool = False
    before: str = ""
    verbs: tuple[str, ...] = ()
    last: datetime | None = None


class Session(Struct, frozen=True, kw_only=True):
    """`id` names it to content, `secret` is the password of its requests; `activity` is a key of the activity tree."""

    id: str
    run: str
    activity: str
    secret: str
    started: datetime
    state: SessionState = SessionState()

    def admits(self, now: datetime) -> bool:
        """Whether its credentials are still good: those of cmi5 end with the session (8.2.1)."""
        if self.state.last is None or "terminated" not in self.state.verbs:
            return not self.state.abandoned
        return now < self.state.last + _AFTERWARDS


class Exchange(Struct, frozen=True, kw_only=True):
    """A request of content and its answer, bodies in part; `took` in milliseconds."""

    number: int = 0
    at: int
    method: str
    resource: str
    sent: str
    status: int
    answered: str
    took: float
