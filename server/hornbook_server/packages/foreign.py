"""What an upload is that is no course package, so that its sender hears what it is and what to do instead."""

import re
from collections.abc import Iterable

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import media
from hornbook_server.packages.findings import refusal

_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,500}?-->\s*)?(<!doctype\s+html|<html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_TEXT = re.compile(rb"[\t\n\f\r\x20-\x7e\x80-\xff]+")
_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*[{\[]")
_REPACK = "Unpack it, and zip its files as .zip."
_EXPORT = "Export or publish the course as SCORM, cmi5, xAPI or AICC."

# The first bytes of files, each with what it is and what to do.
_FILES = (
    (0, b"Rar!\x1a\x07", "a RAR archive", _REPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _REPACK),
    (0, b"\x1f\x8b", "a gzip file, such as a tar.gz archive or a Moodle backup", _REPACK),
    (0, b"BZh", "a bzip2 file", _REPACK),
    (0, b"\xfd7zXZ\0", "an xz file", _REPACK),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file", _REPACK),
    (0, b"MSCF", "a Windows cabinet", _REPACK),
    (257, b"ustar", "a tar archive", _REPACK),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a document of Office 97 to 2003",
        "Save it as PDF, or publish it as SCORM.",
    ),
    (0, b"{\\rtf", "an RTF document", "Save it as PDF, or publish it as SCORM."),
    (0, b"FWS", "a Flash film", _EXPORT),
    (0, b"CWS", "a Flash film", _EXPORT),
    (0, b"FLV\x01", "a Flash video", "Convert it to MP4."),
    (0, b"\x1a\x45\xdf\xa3", "a WebM or Matroska video", "Convert it to MP4."),
    (0, b"OggS", "an Ogg file", "Convert it to MP3 or MP4."),
    (0, b"\xff\xf1", "an AAC file", "Convert it to MP3 or MP4."),
    (0, b"\xff\xf9", "an AAC file", "Convert it to MP3 or MP4."),
    (4, b"ftyp", "an image of HEIF or AVIF", _EXPORT),
    (8, b"WAVE", "a WAV file", "Convert it to MP3."),
    (8, b"AVI ", "an AVI video", "Convert it to MP4."),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a Windows Media file", "Convert it to MP3 or MP4."),
    (0, b"\0\0\1\xba", "an MPEG video", "Convert it to MP4."),
    (0, b"\0\0\1\xb3", "an MPEG video", "Convert it to MP4."),
    (0, b"fLaC", "a FLAC file", "Convert it to MP3."),
    (8, b"AIFF", "an AIFF file", "Convert it to MP3."),
    (8, b"AIFC", "an AIFF file", "Convert it to MP3."),
    (0, b"MThd", "a MIDI file", "Convert it to MP3."),
    (0, b"%!PS", "a PostScript file", "Save it as PDF."),
    (8, b"WEBP", "a WebP image", _EXPORT),
    (0, b"II*\0", "a TIFF image", _EXPORT),
    (0, b"MM\0*", "a TIFF image", _EXPORT),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", _EXPORT),
    (0, b"\xff\xd8\xff", "a JPEG image", _EXPORT),
    (0, b"GIF8", "a GIF image", _EXPORT),
    (0, b"SQLite format 3\0", "an SQLite database", _EXPORT),
    (0, b"MZ", "a Windows program", _EXPORT),
)

# Members by which kinds of archives are known, the surer ones first; names are those of lower case.
_ARCHIVES = (
    (
        r"h5p\.json",
        "H5P content",
        "Put it into a course with an authoring tool or a plugin, and export that as SCORM or xAPI.",
    ),
    (r"moodle_backup\.xml", "a Moodle backup", "Restore it in Moodle; export the activities that can be as SCORM."),
    (r"\[content_types\]\.xml", "an Office document", "Save it as PDF, or publish it as SCORM."),
    (r"meta-inf/container\.xml", "an EPUB book", "Export it as PDF, or publish it as SCORM."),
    (r"meta-inf/manifest\.xml", "an OpenDocument file", "Export it as PDF, or publish it as SCORM."),
    (r"meta-inf/manifest\.mf", "a Java archive", _EXPORT),
    (r"contentv3\.xml", "an eXeLearning source project", _EXPORT),
    (r"story/story\.xml", "an Articulate source project", _EXPORT),
    (r".*\.qti|assessmentitem[^/]*\.xml", "a test in QTI", "Publish it as SCORM with a tool that plays QTI."),
    (r"[^/]+\.(zip|pif)", "a zip in a zip", "Upload the inner archive by itself."),
    (r"[^/]+\.(rar|7z|tar|tgz|gz)", "an archive in a zip", "Unpack the inner archive, and zip its files."),
    (r"content\.xml", "a source project of an authoring tool", _EXPORT),
)


def page(head: bytes, filename: str) -> PackageError | None:
    """The refusal of an HTML page, which a download is that ended at a login or an error page."""
    if not _PAGE.match(head):
        return None
    fix = "Upload the package, not a page; if it was fetched, check that its address needs no login."
    return refusal("UNSUPPORTED", "The file is a web page, not a course package.", fix, file=filename)


def no_zip(head: bytes, filename: str) -> PackageError | None:
    """The refusal of a file that is no zip but known to be something else, or named otherwise."""
    if not head:
        return refusal("NOT_A_ZIP", "The file is empty.", "Check that the upload was complete.")
    if found := next((one for one in _FILES if head.startswith(one[1], one[0])), None):
        return refusal("NOT_A_ZIP", f"The file is {found[2]}, not a zip archive.", found[3])
    if not head.startswith(b"PK") and (kind := media.kind_named(filename)):
        message = f"The file is named as {kind.upper()}, but its first bytes are not those of such a file."
        return refusal("MEDIA_MISMATCH", message, "Export the file again, and check that it opens.", file=filename)
    if _TEXT.fullmatch(head):
        what = "JSON" if _JSON.match(head) else "text"
        fix = "Upload the package; if it was fetched, check what its address answers."
        return refusal("NOT_A_ZIP", f"The file is {what}, not a zip archive.", fix)
    return None


def archive(paths: Iterable[str], folder: str) -> PackageError | None:
    """The refusal of an archive without a course's descriptor that is known by a member at its root.

    The root is the folder around everything; of a medium in a zip it has to be the only one.
    """
    found: dict[int, str] = {}
    last, count = "", 0
    for path in paths:
        last, count = path, count + 1
        name = path[len(folder) :].lower()
        for number, (pattern, _, _) in enumerate(_ARCHIVES[: min(found, default=None)]):
            if re.fullmatch(pattern, name):
                found[number] = path
    if found:
        _, what, fix = _ARCHIVES[min(found)]
        return refusal("UNSUPPORTED", f"The package is {what}.", fix, file=found[min(found)])
    kind = media.kind_named(last) if count == 1 else None
    if kind:
        fix = "Upload that file by itself."
        return refusal("UNSUPPORTED", f"The archive holds one {kind.upper()} file alone.", fix, file=last)
    return None
