"""An import, from the moment it is acknowledged to its end."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.course import Course


class JobStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    COMPLETE = "COMPLETE"
    ERROR = "ERROR"


class Stage(StrEnum):
    QUEUED = "QUEUED"
    DOWNLOADING = "DOWNLOADING"
    READING = "READING"
    STORING = "STORING"
    DONE = "DONE"


class Progress(Struct, frozen=True):
    """How many bytes of the package a stage has behind it; `total` is None while nobody knows it."""

    stage: Stage
    done: int = 0
    total: int | None = None

    @property
    def percent(self) -> int | None:
        """Rounded down."""
        if self.total is None:
            return None
        return min(100 * self.done // self.total, 100) if self.total else 100


class MediaMetadata(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the caller says of a media file; `estimated_duration` in seconds."""

    title: str | None = None
    description: str | None = None
    content_language: str | None = None
    estimated_duration: int | None = None


class ImportRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the caller asked for. `content_type` says what the file is, `filename` what the caller named it.

    `url` is where a worker downloads the file; with `by_reference` it stays there, and is played from there.
    """

    course_id: str
    may_create_new_version: bool = False
    postback_url: str | None = None
    content_type: str = "application/zip"
    filename: str = ""
    tags: tuple[str, ...] = ()
    media: MediaMetadata = MediaMetadata()
    url: str | None = None
    by_reference: bool = False


class ImportJob(Struct, frozen=True, kw_only=True):
    """`course` is set once COMPLETE, unless it has been deleted since; `attempts` counts the claims so far.

    `blob` names the package while the job needs it; `size` (bytes) and `sha256` (hex) are of that.
    """

    id: str
    app_id: str
    status: JobStatus
    request: ImportRequest
    created: datetime
    message: str = ""
    warnings: tuple[str, ...] = ()
    blob: str = ""
    size: int = 0
    sha256: str = ""
    attempts: int = 0
    progress: Progress = Progress(Stage.QUEUED)
    version: int | None = None
    course: Course | None = None
