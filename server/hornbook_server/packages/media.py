"""Single media files: PDF, MP4, MP3. They become one activity of a cmi5 course."""

import re
from pathlib import PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

from hornbook_server.domain.course import Activity, ActivityType, LearningStandard, Metadata
from hornbook_server.domain.job import MediaMetadata
from hornbook_server.domain.package import Package
from hornbook_server.packages import hrefs, names
from hornbook_server.packages.findings import refusal

EXTENSIONS = {
    "application/pdf": "pdf",
    "video/mp4": "mp4",
    "audio/mp4": "mp4",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
}
# How files of each kind are named; browsers are told what a file is by its name.
_SUFFIXES = {"pdf": {".pdf"}, "mp4": {".mp4", ".m4v", ".m4a", ".mov", ".3gp"}, "mp3": {".mp3"}}
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)


def read(kind: str, filename: str, media: MediaMetadata) -> Package:
    """The file as a course; its title is the caller's, or else the file's name without extension.

    A name without an extension of the kind gets one. Raises PackageError for one with that of another kind.
    """
    name = PurePosixPath(filename.replace("\\", "/")).name or "media"
    suffix = PurePosixPath(name).suffix
    title = name[: -len(suffix)] if _SUFFIX.fullmatch(suffix) else name
    if suffix.lower() in _SUFFIXES[kind]:
        return _course(title, name, hrefs.escaped(name), media)
    if any(suffix.lower() in suffixes for suffixes in _SUFFIXES.values()):
        message, fix = f"The file is named {suffix}, but it is {kind.upper()}.", f"Rename it to {title}.{kind}."
        raise refusal("MEDIA_MISMATCH", message, fix, file=filename)
    return _course(title, f"{name}.{kind}", hrefs.escaped(f"{name}.{kind}"), media)


def kind_named(filename: str) -> str | None:
    """The kind of media file that the name's extension stands for."""
    suffix = PurePosixPath(filename).suffix.lower()
    return next((kind for kind, suffixes in _SUFFIXES.items() if suffix in suffixes), None)


def name_of(href: str) -> str:
    """The file that the href of a media file means."""
    return unquote(href)


def reference(url: str, *, content_type: str, media: MediaMetadata) -> Package:
    """A media file that stays at its URL and is played from there. Raises PackageError."""
    parts = _absolute(url)
    if parts is None:
        raise refusal("MEDIA_URL", "The file is not at an absolute http or https URL.", "Send its whole URL.")
    if parts.username is not None:
        raise refusal(
            "MEDIA_URL",
            "The file's URL has a user name or password, which browsers do not send and every reader of the course "
            "would see.",
            "Send a URL that opens without them.",
        )
    kind = EXTENSIONS.get(content_type.partition(";")[0].strip().lower())
    if kind is None:
        raise refusal(
            "MEDIA_TYPE",
            f"A file of type {content_type} cannot be played from its URL.",
            f"Send one of these content types: {', '.join(sorted(EXTENSIONS))}.",
        )
    name = names.of_upload(unquote(PurePosixPath(parts.path).name)) or f"media.{kind}"
    return _course(PurePosixPath(name).stem, name, url, media)


def _absolute(url: str) -> SplitResult | None:
    """None if it is no absolute http or https URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def _course(title: str, name: str, href: str, media: MediaMetadata) -> Package:
    title = (media.title or "").strip() or title
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
