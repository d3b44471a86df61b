"""From an upload to a course."""

import logging
import secrets
from datetime import timedelta
from itertools import islice
from urllib.parse import quote

from msgspec import structs
from sqlalchemy.exc import OperationalError

from hornbook_server.domain.errors import CourseExists, DomainError, NotFound
from hornbook_server.domain.job import ImportJob, ImportRequest, JobStatus
from hornbook_server.domain.package import Package
from hornbook_server.packages import Limits, media_reference, read_package
from hornbook_server.services.fetching import fetch
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.storage.blobs import Staged
from hornbook_server.storage.jobs import ClaimLost

UNNAMED_FOR = timedelta(hours=1)
_SWEEP_BATCH = 500

_log = logging.getLogger("hornbook.importing")


def accept_upload(hornbook: Hornbook, app_id: str, request: ImportRequest, staged: Staged) -> str:
    """The id of a job that will end, whatever is killed from now on. Raises CourseExists."""
    try:
        _refuse_known_course(hornbook, app_id, request)
        job_id = _add_job(hornbook, app_id, request, blob=staged.commit(), size=staged.size, sha256=staged.sha256)
    except BaseException:
        staged.discard()
        raise
    return job_id


def accept_url(hornbook: Hornbook, app_id: str, request: ImportRequest) -> str:
    """As `accept_upload`, for a package that a worker downloads, or a media file that stays where it is."""
    _refuse_known_course(hornbook, app_id, request)
    return _add_job(hornbook, app_id, request)


def _refuse_known_course(hornbook: Hornbook, app_id: str, request: ImportRequest) -> None:
    with hornbook.database.read() as stored:
        known = stored.courses.exists(app_id, request.course_id)
    if known and not request.may_create_new_version:
        raise CourseExists(request.course_id)


def _add_job(
    hornbook: Hornbook, app_id: str, request: ImportRequest, *, blob: str = "", size: int = 0, sha256: str = ""
) -> str:
    job = ImportJob(
        id=secrets.token_hex(16),
        app_id=app_id,
        status=JobStatus.QUEUED,
        request=request,
        created=hornbook.now(),
        blob=blob,
        size=size,
        sha256=sha256,
    )
    with hornbook.database.write(durable=True) as stored:
        if stored.applications.get(app_id) is None:
            raise NotFound(f"Could not find application [{app_id}]: it has been deleted meanwhile")
        stored.jobs.add(job)
    hornbook.ring(job.id)
    return job.id


def run_import(hornbook: Hornbook, job: ImportJob, *, limits: Limits) -> None:
    """Carry a claimed job to its end. Raises OperationalError while the database is away: its lease then expires."""
    try:
        job = _fetched(hornbook, job)
        _add_course(hornbook, job, _read(hornbook, job, limits))
    except ClaimLost as lost:
        _log.warning("%s", lost)
    except DomainError as refusal:
        end_in_error(hornbook, job, str(refusal))
    except OperationalError:
        raise
    except Exception:  # noqa: BLE001 an acknowledged job ends, whatever a package does to its reader
        _log.exception("import job %s of course [%s] met an unforeseen error", job.id, job.request.course_id)
        end_in_error(
            hornbook,
            job,
            f"internal error while importing course [{job.request.course_id}]: "
            f"the worker's log has the details under import job {job.id}",
        )


def end_in_error(hornbook: Hornbook, job: ImportJob, message: str) -> None:
    try:
        with hornbook.database.write(durable=True) as stored:
            stored.jobs.fail(job.id, job.attempts, message=message, now=hornbook.now())
    except ClaimLost as lost:
        _log.warning("%s", lost)


def sweep(hornbook: Hornbook) -> None:
    """Remove the jobs that nobody can read any more, and what was stored a while ago but nothing names."""
    with hornbook.database.write() as stored:
        stored.jobs.purge(hornbook.now())
    old = hornbook.blobs.list_older(hornbook.now() - UNNAMED_FOR)
    while keys := list(islice(old, _SWEEP_BATCH)):
        with hornbook.database.read() as stored:
            needed = stored.jobs.blobs_in_use(keys)
        for key in keys:
            if key not in needed:
                hornbook.blobs.delete(key)


def _fetched(hornbook: Hornbook, job: ImportJob) -> ImportJob:
    """The job with its package in the store; an earlier attempt may have brought it."""
    url = job.request.url
    if url is None or job.blob or job.request.by_reference:
        return job
    staged = hornbook.blobs.stage()
    try:
        fetch(url, staged, allow=hornbook.fetch_allow, limit=hornbook.max_upload)
        fetched = structs.replace(job, blob=staged.commit(), size=staged.size, sha256=staged.sha256)
        with hornbook.database.write() as stored:
            stored.jobs.keep(fetched)
    except BaseException:
        staged.discard()
        raise
    return fetched


def _read(hornbook: Hornbook, job: ImportJob, limits: Limits) -> Package:
    request = job.request
    if request.by_reference and request.url is not None:
        return media_reference(request.url, content_type=request.content_type, media=request.media)
    with hornbook.blobs.open(job.blob) as file:
        return read_package(
            file, filename=request.filename, content_type=request.content_type, media=request.media, limits=limits
        )


def _add_course(hornbook: Hornbook, job: ImportJob, package: Package) -> None:
    request, now = job.request, hornbook.now()
    if not package.activity_id:
        package = structs.replace(package, activity_id=f"urn:hornbook:{job.app_id}:{quote(request.course_id, safe='')}")
    with hornbook.database.write(durable=True) as stored:
        stored.jobs.check_held(job.id, job.attempts)  # it goes with its application
        course = stored.courses.add_version(
            job.app_id,
            request.course_id,
            package,
            blob=job.blob,
            size=job.size,
            sha256=job.sha256,
            tags=request.tags,
            now=now,
        )
        # A new course begins at 0, so any other number means that it has appeared since the upload.
        if course.version and not request.may_create_new_version:
            raise CourseExists(request.course_id)
        stored.jobs.complete(
            job.id,
            job.attempts,
            version=course.version,
            warnings=tuple(warning.sentence() for warning in package.warnings),
            message="Import Successful",
            now=now,
        )
