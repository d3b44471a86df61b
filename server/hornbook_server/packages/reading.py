"""From an uploaded file to a package."""

import re
from pathlib import PurePosixPath
from typing import BinaryIO

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.job import MediaMetadata
from hornbook_server.domain.package import Package
from hornbook_server.packages import aicc, cmi5, detect, documents, edition, scorm12, scorm2004, xapi
from hornbook_server.packages import media as media_files
from hornbook_server.packages.archive import open_archive
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document
from hornbook_server.packages.findings import Findings, refusal
from hornbook_server.packages.limits import Limits, check_tree

_HEAD = 4096
_NO_MEDIA = MediaMetadata()
_DEFAULT_LIMITS = Limits()
_XML = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")


def read_package(
    file: BinaryIO,
    *,
    filename: str,
    content_type: str = "application/zip",
    media: MediaMetadata = _NO_MEDIA,
    limits: Limits = _DEFAULT_LIMITS,
) -> Package:
    """Read an upload: a zip of any standard, a course structure or manifest alone, or a media file.

    `file` is seekable. Raises PackageError, and nothing else, for what the file holds.
    """
    findings = Findings()
    file.seek(0)
    head = file.read(_HEAD)
    is_xml = _XML.match(head) is not None
    kind = None if is_xml or head.startswith(b"PK") else media_files.kind_of(head)
    wanted = media_files.EXTENSIONS.get(content_type.partition(";")[0].strip().lower())
    if wanted and kind != wanted:
        raise refusal(
            "MEDIA_MISMATCH",
            f"The file was announced as {content_type}, but it is none.",
            "Send the content type of what is in the file.",
            file=filename,
        )
    if kind:
        return media_files.read(kind, filename, media)
    stem = PurePosixPath(filename.replace("\\", "/")).stem
    package = _read_bare(file, filename, stem, findings) if is_xml else _read_zip(file, stem, limits, findings)
    check_tree(package.root, limits)
    return package


def _read_bare(file: BinaryIO, filename: str, stem: str, findings: Findings) -> Package:
    """A descriptor without a zip, whose hrefs must all be absolute (cmi5 14.2)."""
    file.seek(0)
    document = documents.parse(file.read(documents.MOST_BYTES + 1), file=filename, findings=findings)
    return _read_document(Content(None, "", filename, stem, findings), document)


def _read_zip(file: BinaryIO, stem: str, limits: Limits, findings: Findings) -> Package:
    archive = open_archive(file, limits, findings)
    folder = detect.folder_of(archive, findings)
    found = detect.descriptors(archive, folder)
    detect.warn_of_oddities(found, findings)
    archive.verify()
    standard, path = next(iter(found.items()))
    content = Content(archive, folder, path, stem, findings)
    if standard == detect.AICC:
        return aicc.read(content, detect.aicc_descriptors(archive, folder))
    return _read_document(content, content.document(path))


def _read_document(content: Content, document: Document) -> Package:
    """By the root element, so that a descriptor under a wrong name is refused."""
    match document.root.name:
        case "manifest":
            standard = edition.of(document, content.findings)
            if standard in (LearningStandard.SCORM11, LearningStandard.SCORM12):
                return scorm12.read(content, document, standard)
            return scorm2004.read(content, document, standard)
        case "coursestructure":
            return cmi5.read(content, document)
        case "tincan":
            return xapi.read(content, document)
    raise refusal(
        "UNSUPPORTED",
        f"The root element <{document.root.name}> is that of no course package.",
        "Upload a zip with imsmanifest.xml, cmi5.xml, tincan.xml or AICC descriptors at its root.",
        file=document.file,
        line=document.root.line,
    )
