"""Single media files: PDF, MP4, MP3. They become one activity of a cmi5 course."""

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.job import MediaMetadata
from hornbook_server.domain.package import Package
from hornbook_server.packages.findings import refusal

EXTENSIONS = {
    "application/pdf": "pdf",
    "video/mp4": "mp4",
    "audio/mp4": "mp4",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
}
# The header of an MPEG layer III frame: sync, version, layer, bit rate (ISO 11172-3, 2.4.2.3).
_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]")


def kind_of(head: bytes) -> str | None:
    """`pdf`, `mp4` or `mp3` by the file's first bytes, None if it is none of them."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[4:8] == b"ftyp":
        return "mp4"
    return "mp3" if head.startswith(b"ID3") or _FRAME.match(head) else None


def read(kind: str, filename: str, media: MediaMetadata) -> Package:
    """The file as a course; its title is the caller's, or else the file's name without extension."""
    name = PurePosixPath(filename.replace("\\", "/")).name or f"media.{kind}"
    return _course(name, name, media)


def reference(url: str, *, content_type: str, media: MediaMetadata) -> Package:
    """A media file that stays at its URL and is played from there. Raises PackageError."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise refusal("MEDIA_URL", "The file is not at an absolute http or https URL.", "Send its whole URL.")
    kind = EXTENSIONS.get(content_type.partition(";")[0].strip().lower())
    if kind is None:
        raise refusal(
            "MEDIA_TYPE",
            f"A file of type {content_type} cannot be played from its URL.",
            f"Send one of these content types: {', '.join(sorted(EXTENSIONS))}.",
        )
    return _course(unquote(PurePosixPath(parts.path).name) or f"media.{kind}", url, media)


def _course(name: str, href: str, media: MediaMetadata) -> Package:
    title = (media.title or "").strip() or PurePosixPath(name).stem
    activity = Activity(title=title, type=ActivityType.ASSET, external_identifier=name, item_identifier=name, href=href)
    return Package(
        standard=LearningStandard.CMI5,
        title=title,
        root=Activity(title=title, type=ActivityType.AGGREGATION, children=(activity,)),
        languages=(media.content_language,) if media.content_language else (),
        metadata=Metadata(
            title=title,
            title_language=media.content_language,
            description=media.description,
            description_language=media.content_language if media.description else None,
            duration=None if media.estimated_duration is None else f"PT{media.estimated_duration}S",
        ),
    )
