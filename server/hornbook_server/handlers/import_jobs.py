"""Import jobs, from the upload to the course."""

from typing import Any, Literal
from urllib.parse import quote

import msgspec
from msgspec import UNSET, UnsetType

from hornbook_contract.models import (
    ImportFetchRequestSchema,
    ImportJobResultSchema,
    ImportMediaFileReferenceRequestSchema,
    ImportProgressSchema,
    ImportRequestSchema,
    ImportResultSchema,
    MediaFileMetadataSchema,
    StringResultSchema,
)
from hornbook_server.domain.application import Caller
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.job import ImportJob, ImportRequest, JobStatus, MediaMetadata, Progress
from hornbook_server.handlers.courses import to_wire
from hornbook_server.handlers.wire import Upload
from hornbook_server.services.fetching import name_of
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.importing import accept_upload, accept_url
from hornbook_server.services.targets import parse_target

_STATUS: dict[JobStatus, Literal["RUNNING", "COMPLETE", "ERROR"]] = {
    JobStatus.QUEUED: "RUNNING",
    JobStatus.RUNNING: "RUNNING",
    JobStatus.COMPLETE: "COMPLETE",
    JobStatus.ERROR: "ERROR",
}


def from_upload(
    hornbook: Hornbook,
    caller: Caller,
    course_id: str,
    *,
    uploaded_content_type: str,
    file: Upload | None = None,
    content_metadata: MediaFileMetadataSchema | None = None,
    **asked: Any,
) -> StringResultSchema:
    if file is None:
        raise Invalid("file: is required, as a part of a multipart/form-data body")
    if not file.staged.size:
        raise Invalid("file: is empty")
    request = _request(
        course_id,
        **asked,
        content_type=uploaded_content_type,
        filename=file.filename,
        media=_given(content_metadata or UNSET),
    )
    return StringResultSchema(result=accept_upload(hornbook, caller.app_id, request, file.staged))


def from_url(
    hornbook: Hornbook,
    caller: Caller,
    course_id: str,
    *,
    body: ImportFetchRequestSchema | ImportMediaFileReferenceRequestSchema,
    **asked: Any,
) -> StringResultSchema:
    """Whether the URL may be fetched, and is there, is told by the job's end, as SCORM Cloud does."""
    request = _request(
        course_id,
        **asked,
        content_type=body.content_type or "application/zip",
        filename=name_of(body.url),
        media=_given(body.media_file_metadata),
        url=body.url,
    )
    return StringResultSchema(result=accept_url(hornbook, caller.app_id, request))


def from_elsewhere(
    hornbook: Hornbook, caller: Caller, course_id: str, *, body: ImportRequestSchema, **asked: Any
) -> StringResultSchema:
    sources = (body.fetch_request, body.media_file_reference_request, body.connector_reference_request)
    if sum(source is not UNSET for source in sources) != 1:
        raise Invalid(
            "body: exactly one of fetchRequest, mediaFileReferenceRequest, connectorReferenceRequest is needed"
        )
    if body.fetch_request is not UNSET:
        return from_url(hornbook, caller, course_id, body=body.fetch_request, **asked)
    if body.media_file_reference_request is not UNSET:
        reference = body.media_file_reference_request
        return from_url(hornbook, caller, course_id, body=reference, by_reference=True, **asked)
    raise Invalid(
        "connectorReferenceRequest: Hornbook has no connectors; send fetchRequest or mediaFileReferenceRequest"
    )


def get_status(hornbook: Hornbook, caller: Caller, import_job_id: str) -> ImportJobResultSchema:
    with hornbook.database.read() as stored:
        job = stored.jobs.get(caller.app_id, import_job_id, now=hornbook.now())
    return _to_wire(job)


def job_document(job: ImportJob) -> bytes:
    """What `get_status` answers, as it goes to a postback."""
    return msgspec.json.encode(_to_wire(job))


def _to_wire(job: ImportJob) -> ImportJobResultSchema:
    return ImportJobResultSchema(
        job_id=job.id,
        status=_STATUS[job.status],
        message=job.message,
        progress=_progress(job.progress),
        import_result=_result(job),
    )


def _request(
    course_id: str,
    *,
    may_create_new_version: bool,
    postback_url: str | None = None,
    tags: list[str] | None = None,
    **source: Any,
) -> ImportRequest:
    """What every import asks for, with what its source says. A `postback_url` that is empty is none."""
    if postback_url:
        parse_target(postback_url, field="postbackUrl")
    return ImportRequest(
        course_id=course_id,
        may_create_new_version=may_create_new_version,
        postback_url=postback_url or None,
        tags=tuple(dict.fromkeys(tags or ())),
        **source,
    )


def _progress(progress: Progress) -> ImportProgressSchema:
    percent = progress.percent
    return ImportProgressSchema(
        stage=progress.stage.value,
        bytes_done=progress.done,
        bytes_total=UNSET if progress.total is None else progress.total,
        percent=UNSET if percent is None else percent,
    )


def _result(job: ImportJob) -> ImportResultSchema | UnsetType:
    if job.status is not JobStatus.COMPLETE:
        return UNSET
    if job.course is None:
        return ImportResultSchema(parser_warnings=list(job.warnings))
    course = job.course
    return ImportResultSchema(
        web_path_to_course=f"/courses/{quote(job.app_id)}/{quote(course.id, safe='')}/{course.version}",
        parser_warnings=list(job.warnings),
        course_languages=list(course.languages),
        course=to_wire(course, registrations=None, metadata=True),
    )


def _given(metadata: MediaFileMetadataSchema | UnsetType) -> MediaMetadata:
    if metadata is UNSET:
        return MediaMetadata()
    values = msgspec.structs.asdict(metadata)
    return MediaMetadata(**{name: value for name, value in values.items() if value is not UNSET})
