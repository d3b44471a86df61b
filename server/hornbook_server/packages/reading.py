"""From an uploaded file to a package."""

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import BinaryIO

from isal import isal_zlib
from msgspec import Struct, structs

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.job import MediaMetadata
from hornbook_server.domain.package import Finding, Member, Package, PackageError
from hornbook_server.packages import (
    aicc,
    chunks,
    cmi5,
    detect,
    documents,
    edition,
    foreign,
    names,
    scorm12,
    scorm2004,
    signatures,
    spellings,
    xapi,
)
from hornbook_server.packages import media as media_files
from hornbook_server.packages.archive import Archive, Reach, open_archive, unwatched
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Document
from hornbook_server.packages.findings import Findings, refusal
from hornbook_server.packages.limits import Limits, check_course

_HEAD = 4096
_CHUNK = 2**18
_NO_MEDIA = MediaMetadata()
_DEFAULT_LIMITS = Limits()
_OF_NO_COURSE = {"UNSUPPORTED", "NOTHING_TO_LAUNCH", "XML_EMPTY", "XML_NOT_WELL_FORMED"}
_XML = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")


class Report(Struct, frozen=True, kw_only=True):
    """What reading a package yields, whether it can be imported or not.

    `package` is None if it was refused; the refusal is then the last of `findings`, and the only error among them.
    """

    package: Package | None
    findings: tuple[Finding, ...]


def read_package(
    file: BinaryIO,
    *,
    filename: str,
    content_type: str = "application/zip",
    media: MediaMetadata = _NO_MEDIA,
    limits: Limits = _DEFAULT_LIMITS,
    reach: Reach = unwatched,
    findings: Findings | None = None,
) -> Package:
    """Read an upload: a zip of any standard, a course structure or manifest alone, or a media file.

    `file` is seekable; `reach` hears how many of its bytes lie behind; `findings` keep what precedes a refusal.
    Raises PackageError, and nothing else, for what the file holds.
    """
    findings = Findings() if findings is None else findings
    filename = names.of_upload(filename)
    file.seek(0)
    head = file.read(_HEAD)
    is_xml = _XML.match(head) is not None
    kind = None if is_xml or head.startswith(b"PK") else signatures.kind_of(head)
    wanted = media_files.EXTENSIONS.get(content_type.partition(";")[0].strip().lower())
    if wanted and kind != wanted:
        raise refusal(
            "MEDIA_MISMATCH",
            f"The file was announced as {content_type}, but it is none.",
            "Send the content type of what is in the file.",
            file=filename,
        )
    if kind:
        package = media_files.read(kind, filename, media)
        return structs.replace(package, members=(_whole(file, media_files.name_of(package.entry.href)),))
    if page := foreign.page(head, filename):
        raise page
    stem = PurePosixPath(filename.replace("\\", "/")).stem
    if is_xml:
        package = _read_bare(file, filename, stem, findings)
    else:
        package = _read_zip(_opened(file, filename, limits, findings), stem, findings, reach)
    check_course(package, limits)
    return package


def check_package(
    file: BinaryIO,
    *,
    filename: str,
    content_type: str = "application/zip",
    limits: Limits = _DEFAULT_LIMITS,
) -> Report:
    """Read an upload as an import does, and say all that was found; raises nothing for what the file holds.

    `file` is seekable; `filename` names it in findings, and the course where nothing else does.
    """
    findings = Findings()
    try:
        package = read_package(file, filename=filename, content_type=content_type, limits=limits, findings=findings)
    except PackageError as error:
        return Report(package=None, findings=(*findings.all(), error.finding))
    return Report(package=package, findings=package.warnings)


def read_members(file: BinaryIO, *, href: str, limits: Limits = _DEFAULT_LIMITS) -> Collection[Member]:
    """The files of an upload that was read before; `href` leads to one which is no archive. Raises PackageError."""
    file.seek(0)
    head = file.read(_HEAD)
    if _XML.match(head):
        return ()
    if not head.startswith(b"PK") and signatures.kind_of(head):
        return (_whole(file, media_files.name_of(href)),)
    return open_archive(file, limits, Findings()).members.values()


def _whole(file: BinaryIO, name: str) -> Member:
    """The upload as a single file."""
    file.seek(0)
    size = crc = 0
    while chunk := file.read(_CHUNK):
        size, crc = size + len(chunk), isal_zlib.crc32(chunk, crc)
    return Member(path=name, offset=0, compressed=size, size=size, deflated=False, crc=crc)


def _read_bare(file: BinaryIO, filename: str, stem: str, findings: Findings) -> Package:
    """A descriptor without a zip, whose hrefs must all be absolute (cmi5 14.2)."""
    document = documents.parse(chunks.of_file(file), file=filename, findings=findings)
    return _read_document(Content(None, "", filename, stem, findings), document)


def _read_zip(archive: Archive, stem: str, findings: Findings, reach: Reach) -> Package:
    folder = detect.folder_of(archive, findings)
    archive.verify(reach)
    package = _read_first(archive, folder, detect.descriptors(archive, folder), stem, findings)
    return structs.replace(package, members=archive.members.values())


def _read_first(archive: Archive, folder: str, found: Mapping[str, str], stem: str, findings: Findings) -> Package:
    """By the first descriptor that counts; if it is of no course at all, by the next one."""
    mark = findings.mark()
    detect.warn_of_oddities(found, findings)
    (standard, path), *rest = found.items()
    paths = detect.aicc_descriptors(archive, folder) if standard == detect.AICC else {}
    content = Content(archive, folder, paths.get("au", path), stem, findings)
    try:
        if paths:
            detect.warn_of_courses(archive, folder, findings)
            return aicc.read(content, paths)
        return _read_document(content, content.document(path))
    except PackageError as error:
        if not rest or error.finding.code not in _OF_NO_COURSE:
            raise
        refused = PackageError(error.finding)  # without what its traceback holds, the whole document
    findings.forget(mark)
    message, fix = f"It is left out: {refused.finding.message}", "Correct it, or leave it out of the package."
    findings.warn("DESCRIPTOR_UNUSABLE", message, fix, file=path, line=refused.finding.line)
    try:
        return _read_first(archive, folder, dict(rest), stem, findings)
    except PackageError:
        raise refused from None


def _opened(file: BinaryIO, filename: str, limits: Limits, findings: Findings) -> Archive:
    mark = findings.mark()
    try:
        archive = open_archive(file, limits, findings)
        spelled = () if archive.encoding == names.UTF8 else spellings.of(archive)
        if spelled:
            findings.forget(mark)
            archive = open_archive(file, limits, findings, spelled)
    except PackageError as error:
        file.seek(0)
        raise (error.finding.code == "NOT_A_ZIP" and foreign.no_zip(file.read(_HEAD), filename)) or error from error
    return archive


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
