"""Import jobs and their claims. A claim is a number of attempts and a lease: whoever claims again outdates it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs
from msgspec.json import Decoder
from sqlalchemy import Connection, Update, and_, bindparam, delete, insert, select, union_all, update

from hornbook_server.domain.course import Course
from hornbook_server.domain.errors import NotFound
from hornbook_server.domain.job import ImportJob, ImportRequest, JobStatus, Progress, Stage
from hornbook_server.storage.clock import milliseconds, moment
from hornbook_server.storage.course_rows import VERSION_COLUMNS, course_from, json_text, strings_from
from hornbook_server.storage.tables import course_versions, courses, import_jobs

READABLE_FOR = timedelta(days=7)

_JOB_COLUMNS = (
    import_jobs.c.id,
    import_jobs.c.app_id,
    import_jobs.c.status,
    import_jobs.c.request,
    import_jobs.c.created,
    import_jobs.c.message,
    import_jobs.c.warnings,
    import_jobs.c.blob,
    import_jobs.c.size,
    import_jobs.c.sha256,
    import_jobs.c.attempts,
    import_jobs.c.version,
    import_jobs.c.progress,
)
_ITS_VERSION = and_(
    course_versions.c.course == import_jobs.c.course, course_versions.c.version == import_jobs.c.version
)
_GET = (
    select(*_JOB_COLUMNS, course_versions.c.root, *VERSION_COLUMNS)
    .select_from(import_jobs)
    .outerjoin(course_versions, _ITS_VERSION)
    .outerjoin(courses, courses.c.id == course_versions.c.course)
    .where(
        import_jobs.c.app_id == bindparam("app_id"),
        import_jobs.c.id == bindparam("job_id"),
        import_jobs.c.ended.is_(None) | (import_jobs.c.ended > bindparam("unreadable")),
    )
)
_OLDEST_CLAIMABLE = (
    select(import_jobs.c.id)
    .where(
        import_jobs.c.ended.is_(None),
        (import_jobs.c.lease < bindparam("now")) | (import_jobs.c.lease > bindparam("latest")),
    )
    .order_by(import_jobs.c.created, import_jobs.c.id)
    .limit(1)
)
_CLAIM = (
    update(import_jobs)
    .where(import_jobs.c.id == _OLDEST_CLAIMABLE.with_for_update(skip_locked=True).scalar_subquery())
    .values(
        status=JobStatus.RUNNING.value,
        attempts=import_jobs.c.attempts + 1,
        lease=bindparam("until"),
    )
    .returning(*_JOB_COLUMNS)
)
_BY_THIS_ATTEMPT = and_(
    import_jobs.c.id == bindparam("job_id"),
    import_jobs.c.attempts == bindparam("attempt"),
    import_jobs.c.ended.is_(None),
)
_STILL_HELD = select(import_jobs.c.id).where(_BY_THIS_ATTEMPT)
_HELD = update(import_jobs).where(_BY_THIS_ATTEMPT)
_COMPLETE = _HELD.values(
    course=select(courses.c.id)
    .where(courses.c.app_id == import_jobs.c.app_id, courses.c.course_id == import_jobs.c.course_id)
    .scalar_subquery()
)
_BLOBS_IN_USE = union_all(
    select(import_jobs.c.blob).where(
        import_jobs.c.ended.is_(None), import_jobs.c.blob.in_(bindparam("keys", expanding=True))
    ),
    select(course_versions.c.blob).where(course_versions.c.blob.in_(bindparam("keys", expanding=True))),
)
_request_from = Decoder(ImportRequest).decode
_progress_from = Decoder(Progress).decode


class ClaimLost(Exception):
    """The job was claimed again, or has ended, since this attempt began; nothing of the attempt may stand."""


class Jobs:
    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, job: ImportJob) -> None:
        self._connection.execute(
            insert(import_jobs),
            {
                "id": job.id,
                "app_id": job.app_id,
                "course_id": job.request.course_id,
                "request": json_text(job.request),
                "status": job.status.value,
                "created": milliseconds(job.created),
                "message": job.message,
                "warnings": json_text(job.warnings),
                "blob": job.blob,
                "size": job.size,
                "sha256": job.sha256,
                "attempts": job.attempts,
                "lease": 0,
            },
        )

    def get(self, app_id: str, job_id: str, *, now: datetime) -> ImportJob:
        """A job that has not ended, or ended less than READABLE_FOR ago."""
        unreadable = milliseconds(now - READABLE_FOR)
        row = self._connection.execute(_GET, {"app_id": app_id, "job_id": job_id, "unreadable": unreadable}).first()
        if row is None:
            raise NotFound(f"Could not find import job [{job_id}]")
        job, root, course = row[: len(_JOB_COLUMNS)], row[len(_JOB_COLUMNS)], row[len(_JOB_COLUMNS) + 1 :]
        return _job(job, None if root is None else course_from(course, root))

    def claimable(self, now: datetime, lease: timedelta) -> bool:
        """Whether a claim is worth its write lock."""
        return self._connection.execute(_OLDEST_CLAIMABLE, _moments(now, lease)).first() is not None

    def claim(self, now: datetime, lease: timedelta) -> ImportJob | None:
        """The oldest job that nobody holds: queued, or running under a lease that has expired.

        A lease of more than twice the usual length was written before the clock was put back, and has expired too.
        """
        moments = _moments(now, lease) | {"until": milliseconds(now + lease)}
        row = self._connection.execute(_CLAIM, moments).first()
        return None if row is None else _job(row)

    def renew(self, job_id: str, attempt: int, progress: Progress, now: datetime, lease: timedelta) -> bool:
        """False if someone else has taken the job, or it has ended."""
        return self._change(
            _HELD, job_id, attempt, {"lease": milliseconds(now + lease), "progress": json_text(progress)}
        )

    def check_held(self, job_id: str, attempt: int, *, lock: bool = False) -> None:
        """Raises ClaimLost. Without a lock the job may still be lost before this transaction ends."""
        statement = _STILL_HELD.with_for_update() if lock else _STILL_HELD
        if self._connection.execute(statement, {"job_id": job_id, "attempt": attempt}).first() is None:
            raise _lost(job_id, attempt)

    def keep(self, job: ImportJob) -> None:
        """Name the package that the job has fetched, as its request does by now. Raises ClaimLost."""
        fetched = {"request": json_text(job.request), "blob": job.blob, "size": job.size, "sha256": job.sha256}
        if not self._change(_HELD, job.id, job.attempts, fetched):
            raise _lost(job.id, job.attempts)

    def complete(self, job: ImportJob, *, version: int, warnings: tuple[str, ...], message: str, now: datetime) -> None:
        """Raises ClaimLost, so that what the attempt has added is rolled back."""
        result = {"version": version, "warnings": json_text(warnings), "message": message}
        self._end(_COMPLETE, job, result | {"status": JobStatus.COMPLETE.value, "ended": milliseconds(now)})

    def fail(self, job: ImportJob, *, message: str, progress: Progress, now: datetime) -> None:
        """Raises ClaimLost."""
        result = {"message": message, "status": JobStatus.ERROR.value, "ended": milliseconds(now)}
        self._end(_HELD, job, result | {"progress": json_text(progress)})

    def purge(self, now: datetime) -> None:
        """Remove the jobs that nobody can read any more."""
        self._connection.execute(delete(import_jobs).where(import_jobs.c.ended <= milliseconds(now - READABLE_FOR)))

    def blobs_in_use(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that a version or an unfinished job of any application needs.

        One statement: a blob passes from its job to its version in one transaction, and must not be missed between.
        """
        return set(self._connection.scalars(_BLOBS_IN_USE, {"keys": list(keys)}))

    def _end(self, statement: Update, job: ImportJob, result: dict[str, Any]) -> None:
        """URLs may have credentials, and nobody needs them any more."""
        request = json_text(structs.replace(job.request, url=None, postback_url=None))
        if not self._change(statement, job.id, job.attempts, result | {"blob": None, "request": request}):
            raise _lost(job.id, job.attempts)

    def _change(self, statement: Update, job_id: str, attempt: int, values: dict[str, Any]) -> bool:
        return self._connection.execute(statement, {"job_id": job_id, "attempt": attempt} | values).rowcount == 1


def _moments(now: datetime, lease: timedelta) -> dict[str, int]:
    return {"now": milliseconds(now), "latest": milliseconds(now + 2 * lease)}


def _lost(job_id: str, attempt: int) -> ClaimLost:
    return ClaimLost(f"import job {job_id} is no longer held by attempt {attempt}")


def _job(row: Sequence[Any], course: Course | None = None) -> ImportJob:
    job_id, app_id, status, request, created, message, warnings, blob, size, sha256, attempts, version, progress = row
    return ImportJob(
        id=job_id,
        app_id=app_id,
        status=JobStatus(status),
        request=_request_from(request),
        created=moment(created),
        message=message,
        warnings=strings_from(warnings),
        blob=blob or "",
        size=size,
        sha256=sha256,
        attempts=attempts,
        version=version,
        course=course,
        progress=_progress(JobStatus(status), size, progress),
    )


def _progress(status: JobStatus, size: int, written: str | None) -> Progress:
    """Its end says of a job how far it has come, if it is COMPLETE; the rest is what its worker wrote last."""
    if status is JobStatus.COMPLETE:
        return Progress(Stage.DONE, size, size)
    return Progress(Stage.QUEUED, 0, size or None) if written is None else _progress_from(written)
