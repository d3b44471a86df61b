"""From an upload to a course."""

import logging
import secrets
from datetime import timedelta
from itertools import islice
from urllib.parse import quote

from msgspec import structs
from sqlalchemy.exc import OperationalError

from hornbook_server.domain.errors import CourseExists, DomainError, Invalid, NotFound, StorageFull
from hornbook_server.domain.job import ImportJob, ImportRequest, JobStatus, Stage
from hornbook_server.domain.package import Package
from hornbook_server.packages import Limits, media_reference, read_package
from hornbook_server.services.fetching import fetch
from hornbook_server.services.forsaken import end_forsaken
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.postbacks import json_postback
from hornbook_server.services.progress import ImportProgress
from hornbook_server.storage.blobs import STORE_FAULTS, Staged
from hornbook_server.storage.database import UnitOfWork
from hornbook_server.storage.jobs import ClaimLost
from hornbook_server.storage.statements import Statements

FAULTS = (StorageFull, OperationalError, *STORE_FAULTS)  # of the machine, and none of the package's
UNNAMED_FOR = timedelta(hours=1)
_SWEPT_AT_ONCE = 2000  # statements, so that others need not wait
_SWEEP_BATCH = 500
_FILES_BATCH = 2_000

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


def run_import(hornbook: Hornbook, job: ImportJob, progress: ImportProgress, *, limits: Limits) -> None:
    """Carry a claimed job to its end. Raises FAULTS, which are the machine's and may pass: the lease then expires."""
    try:
        job = _fetched(hornbook, job, progress)
        package = _read(hornbook, job, limits, progress)
        progress.begin(Stage.STORING, job.size)
        _list_files(hornbook, job, package, progress)
        _add_course(hornbook, job, package)
    except ClaimLost as lost:
        _log.warning("%s", lost)
    except FileNotFoundError:
        _end_unforeseen(hornbook, job, progress)
    except FAULTS:
        raise
    except DomainError as refusal:
        end_in_error(hornbook, job, str(refusal), progress)
    except Exception:  # noqa: BLE001 an acknowledged job ends, whatever a package does to its reader
        _end_unforeseen(hornbook, job, progress)


def _end_unforeseen(hornbook: Hornbook, job: ImportJob, progress: ImportProgress) -> None:
    _log.exception("import job %s of course [%s] met an unforeseen error", job.id, job.request.course_id)
    end_in_error(
        hornbook,
        job,
        f"internal error while importing course [{job.request.course_id}]: "
        f"the worker's log has the details under import job {job.id}",
        progress,
    )


def end_in_error(hornbook: Hornbook, job: ImportJob, message: str, progress: ImportProgress) -> None:
    try:
        with hornbook.database.write(durable=True) as stored:
            stored.jobs.fail(job, message=message, progress=progress.now, now=hornbook.now())
            _announce_end(hornbook, stored, job)
    except ClaimLost as lost:
        _log.warning("%s", lost)


def sweep(hornbook: Hornbook) -> None:
    """End what has been forsaken, and remove what is of no use any more, or stored where nothing names it."""
    end_forsaken(hornbook)  # before the launches go that tell of it
    with hornbook.database.write(durable=True) as stored:
        stored.jobs.purge(hornbook.now())
        stored.postbacks.purge(hornbook.now())
        stored.launches.purge(hornbook.now())
        stored.documents.delete_of_launches()
        stored.activities.delete_of_launches()
        stored.contents.purge(hornbook.now() - UNNAMED_FOR)
    for delete_some in (Statements.delete_of_launches, Statements.delete_forgotten):
        deleted = _SWEPT_AT_ONCE
        while deleted:
            with hornbook.database.write(durable=True) as stored:
                deleted = delete_some(stored.statements, _SWEPT_AT_ONCE)
    old = hornbook.blobs.list_older(hornbook.now() - UNNAMED_FOR)
    while keys := list(islice(old, _SWEEP_BATCH)):
        with hornbook.database.read() as stored:
            needed = stored.jobs.blobs_in_use(keys)
        for key in keys:
            if key not in needed:
                with hornbook.database.write(durable=True) as stored:
                    stored.package_files.remove([key])
                hornbook.blobs.delete(key)  # last: without it nobody would find the rows again


def _fetched(hornbook: Hornbook, job: ImportJob, progress: ImportProgress) -> ImportJob:
    """The job with its package in the store; an earlier attempt may have brought it."""
    url = job.request.url
    if url is None or job.blob or job.request.by_reference:
        return job
    progress.begin(Stage.DOWNLOADING)
    staged, filename = fetch(
        url, hornbook.blobs.stage, outgoing=hornbook.outgoing, limit=hornbook.max_upload, reach=progress.reach
    )
    try:
        fetched = structs.replace(
            job,
            request=structs.replace(job.request, filename=filename or job.request.filename),
            blob=staged.commit(),
            size=staged.size,
            sha256=staged.sha256,
        )
        with hornbook.database.write() as stored:
            stored.jobs.keep(fetched)
    except BaseException:
        staged.discard()
        raise
    return fetched


def _read(hornbook: Hornbook, job: ImportJob, limits: Limits, progress: ImportProgress) -> Package:
    request = job.request
    if request.by_reference and request.url is not None:
        return media_reference(request.url, content_type=request.content_type, media=request.media)
    progress.begin(Stage.READING, job.size)
    with hornbook.blobs.open(job.blob) as file:
        return read_package(
            file,
            filename=request.filename,
            content_type=request.content_type,
            media=request.media,
            limits=limits,
            reach=progress.reach,
        )


def _list_files(hornbook: Hornbook, job: ImportJob, package: Package, progress: ImportProgress) -> None:
    """In chunks, so that nobody waits; an attempt that is overtaken writes none after its last one."""
    members, behind = iter(package.members), 0
    while chunk := list(islice(members, _FILES_BATCH)):
        with hornbook.database.write() as stored:
            stored.jobs.check_held(job.id, job.attempts, lock=True)
            stored.package_files.add(job.blob, chunk)
        behind += sum(member.compressed for member in chunk)
        progress.reach(behind)


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
            job,
            version=course.version,
            warnings=tuple(warning.sentence() for warning in package.warnings),
            message="Import Successful",
            now=now,
        )
        _announce_end(hornbook, stored, job)


def _announce_end(hornbook: Hornbook, stored: UnitOfWork, job: ImportJob) -> None:
    """In the transaction that ends the job, so that there is no end without its postback."""
    url = job.request.postback_url
    if url is None:
        return
    now = hornbook.now()
    body = hornbook.job_document(stored.jobs.get(job.app_id, job.id, now=now))
    try:
        postback = json_postback(app_id=job.app_id, topic="import.ended", subject=job.id, url=url, body=body, now=now)
    except Invalid as refusal:  # releases before this one took any text
        _log.warning("import job %s has no postback: %s", job.id, refusal)
    else:
        stored.postbacks.add(postback)
