"""What a player's page keeps: each opening of it begins with all that is stored, and sends in what changes."""

from msgspec import UNSET, Struct, structs

from hornbook_server.domain.errors import Invalid, launch_not_found
from hornbook_server.domain.launch import Launch
from hornbook_server.domain.player import keys
from hornbook_server.domain.presence import elapsed
from hornbook_server.domain.recording import Applied, Occasion
from hornbook_server.domain.run import NOTHING, ActivityState, Batch, Commit, Loss, Run, begun, lost_of
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.launches import lock_run
from hornbook_server.services.recording import News, end_sessions, record
from hornbook_server.services.retrying import retried
from hornbook_server.services.run_states import keep_states
from hornbook_server.storage.database import UnitOfWork

_MOST_LOSSES = 50


class Opened(Struct, frozen=True):
    """`stored` is by activity key."""

    opening: int
    stored: dict[str, ActivityState]
    losses: tuple[Loss, ...]


@retried
def open_run(hornbook: Hornbook, launch: Launch, *, after: int | None = None) -> Opened | None:
    """A new opening of the page of a launch, which ends every earlier one of its run.

    None while the farewell of the opening `after` is still on its way. Raises NotFound.
    """
    now = hornbook.now()
    with hornbook.database.write() as stored:
        run = lock_run(stored, launch)
        if run is None:  # of a preview that opens for the first time
            if launch.tracked or stored.launches.get(launch.id, now=now) is None:
                raise launch_not_found()
            stored.runs.add(begun(launch.run, opening=1, earlier=0, now=now), launch_id=launch.id)
            return Opened(1, {}, ())
        if after == run.opening and not run.closed:
            return None
        end_sessions(hornbook, stored, launch, Occasion(opening=run.opening, number=run.applied, moment=run.seen))
        stored.runs.save(begun(run.id, opening=run.opening + 1, earlier=run.applied, now=now))
        return Opened(run.opening + 1, stored.runs.states(run.id), (*run.losses, *run.lost())[-_MOST_LOSSES:])


@retried
def commit(hornbook: Hornbook, launch: Launch, batch: Batch) -> int | None:
    """Applies what has not been applied yet, and says the last number that has.

    A number that is missing ends it: the page sends again what comes after the answer. None where a later opening has
    taken over: what came too late is lost, and reported as that. Raises NotFound and Invalid; nothing is then kept.
    What is kept is of activities of the course, or of the course as a whole, and bounded.
    """
    with hornbook.database.write() as stored:
        run = lock_run(stored, launch)
        if run is None:
            raise launch_not_found()
        if batch.opening != run.opening:
            late = (*run.losses, *lost_of(batch, run))[-_MOST_LOSSES:]
            stored.runs.save(structs.replace(run, losses=late))
            return None
        now = hornbook.now()
        seconds = 0.0 if run.closed else elapsed(run.seen, now)
        new = _following(batch.commits, run.applied)
        run = structs.replace(run, running=batch.running, seen=now)
        applied = _apply(stored, launch, run, new) if new else []
        if new:
            run = structs.replace(run, applied=new[-1].number)
        if batch.last is not UNSET:
            run = structs.replace(run, closed=True, last=batch.last, left=batch.left)
        elif new:
            run = structs.replace(run, closed=False)
        stored.runs.save(run)
        said = None if batch.activity is UNSET else batch.activity
        news = News(
            last=Occasion(opening=run.opening, number=run.applied, moment=now),
            applied=applied,
            seconds=seconds,
            within=said or "",
            open="" if run.closed else said,
            exited=run.closed,
        )
        record(hornbook, stored, launch, news)
    return run.applied


def _following(commits: tuple[Commit, ...], applied: int) -> list[Commit]:
    """Those that come next without a gap."""
    following = []
    for one in commits:
        if one.number == applied + 1:
            following.append(one)
            applied += 1
    return following


def _apply(stored: UnitOfWork, launch: Launch, run: Run, commits: list[Commit]) -> list[Applied]:
    states = stored.runs.states_of(run.id, {one.activity for one in commits})
    _find_activities(stored, launch, [one for one in commits if one.activity not in states])
    earlier = dict(states)
    first = next((one.number for one in commits if one.activity), 0) if run.applied == 0 else 0
    changes = []
    for one in commits:
        before = states.get(one.activity, NOTHING)
        states[one.activity] = before.changed(one)
        change = Applied(
            key=one.activity,
            occasion=Occasion(opening=run.opening, number=one.number, moment=run.seen),
            before=before,
            after=states[one.activity],
            began=one.number == first,
        )
        changes.append(change)
    keep_states(stored, run.id, earlier, states, now=run.seen)
    return changes


def _find_activities(stored: UnitOfWork, launch: Launch, commits: list[Commit]) -> None:
    """Raises Invalid for what is of no activity of the course, and NotFound where its version is gone."""
    if not any(one.activity for one in commits):
        return
    root = stored.courses.get_version(launch.app_id, launch.course_id, launch.version).root
    known = {"", *(keys(root).values() if root else ())}
    for one in commits:
        if one.activity not in known:
            raise Invalid(f"activity: the course has none that is called '{one.activity[:100]}' (commit {one.number})")
