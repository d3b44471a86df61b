"""Which standard a package follows.

Where descriptors of several standards share a folder, the first of `imsmanifest.xml`, `cmi5.xml`, `tincan.xml` and
AICC's wins, with a warning: authoring tools put tincan.xml and AICC files beside the manifest of the standard that the
author chose. One that is of no course at all, such as an empty manifest, gives way to the next.
"""

import re
from collections.abc import Iterator, Mapping

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import aicc_files, foreign
from hornbook_server.packages.archive import Archive
from hornbook_server.packages.findings import Findings, refusal

DESCRIPTORS = ("imsmanifest.xml", "cmi5.xml", "tincan.xml")
AICC = "AICC"
_DEEPEST_WRAPPING = 3
# What editors and downloads make of the names of descriptors.
_MISNAMED = re.compile(
    r"(?:.*/)?(imsmanifest|cmi5|tincan)(?: ?\(\d+\)| - .{1,20}|\.xml)?(?:\.(?:xml|txt|bak|old))?", re.IGNORECASE
)


def folder_of(archive: Archive, findings: Findings) -> str:
    """The folder of the descriptors, empty or with a slash at its end: the root, or the only one around everything."""
    folder = ""
    for _ in range(_DEEPEST_WRAPPING):
        inner = None if descriptors(archive, folder) else _only_folder(archive, folder)
        folder = inner or folder
    if not descriptors(archive, folder):
        raise _no_descriptor(archive, folder, findings)
    if folder:
        findings.warn(
            "WRAPPING_FOLDER",
            f'The package is wrapped in the folder "{folder[:-1]}".',
            "Zip what is in the folder, not the folder.",
        )
    return folder


def descriptors(archive: Archive, folder: str) -> dict[str, str]:
    """Paths of the descriptors in a folder by their usual names, in the order in which they count."""
    found = {name: path for name in DESCRIPTORS if (path := archive.find(folder + name))}
    aicc_paths = aicc_descriptors(archive, folder)
    if "crs" in aicc_paths or ("au" in aicc_paths and aicc_paths.keys() & {"cst", "des"}):
        found[AICC] = aicc_paths.get("crs", aicc_paths.get("au", ""))
    return found


def aicc_descriptors(archive: Archive, folder: str) -> Mapping[str, str]:
    """The AICC files in a folder by extension; of several sets the one whose .crs comes first."""
    first: dict[str, str] = {}
    for extension, path in _aicc_files(archive, folder):
        first[extension] = min(path, first.get(extension, path))
    stem = next((_stem(first[extension]) for extension in aicc_files.EXTENSIONS if extension in first), "")
    of_set: dict[str, str] = {}
    for extension, path in _aicc_files(archive, folder):
        if _stem(path) == stem:
            of_set[extension] = min(path, of_set.get(extension, path))
    return {extension: (first | of_set)[extension] for extension in aicc_files.EXTENSIONS if extension in first}


def warn_of_courses(archive: Archive, folder: str, findings: Findings) -> None:
    """Say which of several .crs files in the folder counts: each is a course of its own (CMI001)."""
    courses, first = 0, ""
    for extension, path in _aicc_files(archive, folder):
        if extension == "crs":
            courses, first = courses + 1, min(path, first or path)
    if courses > 1:
        message = f"The package holds {courses} AICC courses; this one is read."
        findings.warn("SEVERAL_COURSES", message, "Zip each course by itself.", file=first)


def _aicc_files(archive: Archive, folder: str) -> Iterator[tuple[str, str]]:
    """Extensions, in small letters, and paths of what may be AICC's."""
    for path in archive.members:
        _, dot, extension = path.lower().rpartition(".")
        if dot and extension in aicc_files.EXTENSIONS and _parent(path) == folder:
            yield extension, path


def _stem(path: str) -> str:
    return path.rpartition(".")[0].lower()


def warn_of_oddities(found: Mapping[str, str], findings: Findings) -> None:
    """Say which of several descriptors counts, and whether it is named as its standard names it."""
    chosen, *others = found
    if others:
        findings.warn(
            "SEVERAL_STANDARDS",
            f"The package also holds {', '.join(others)}; it is read by its {chosen}.",
            "Leave out the descriptors of the other standards.",
            file=found[chosen],
        )
    if chosen != AICC and not found[chosen].endswith(chosen):
        findings.warn(
            "DESCRIPTOR_NAME",
            f"Its standard names this file {chosen}, in small letters.",
            "Rename it.",
            file=found[chosen],
        )


def _only_folder(archive: Archive, folder: str) -> str | None:
    """The one folder that holds all there is below this one, None if there are several or files."""
    top = ""
    for path in archive.members:
        part = path[len(folder) :].partition("/")[0]
        if part != (top := top or part):
            return None
    return f"{folder}{top}/" if top and f"{folder}{top}" not in archive.members else None


def _no_descriptor(archive: Archive, folder: str, findings: Findings) -> PackageError:
    """Why nothing in the archive is a course; `folder` is around everything in it."""
    skipped = (one for one in findings.all() if one.code == "MEMBER_SKIPPED" and _is_descriptor(one.file))
    if one := next(skipped, None):
        return refusal("NO_DESCRIPTOR", one.message, "Zip it as a plain file, at the root.", file=one.file)
    if not archive.members:
        return refusal("EMPTY", "The archive holds no files.", "Zip the package again.")
    deeper = next(filter(_is_descriptor, archive.members), None)
    if deeper:
        return refusal(
            "NO_DESCRIPTOR",
            "There is no descriptor at the root of the archive, but this one in a folder.",
            "Zip the content of its folder.",
            file=deeper,
        )
    if misnamed := next(filter(None, map(_MISNAMED.fullmatch, archive.members)), None):
        name = misnamed[1].lower()
        return refusal(
            "NO_DESCRIPTOR",
            f"There is no {name}.xml in the archive, but a file of much the same name.",
            f"Name it {name}.xml, and zip the package again with it at the root.",
            file=misnamed[0],
        )
    return foreign.archive(archive.members, folder) or refusal(
        "NO_DESCRIPTOR",
        "The archive has no imsmanifest.xml, cmi5.xml, tincan.xml or AICC descriptors at its root.",
        "Export the course as SCORM, cmi5, xAPI or AICC, and upload that zip as it is.",
    )


def _is_descriptor(path: str) -> bool:
    name = path.lower().rpartition("/")[2]
    return name in DESCRIPTORS or name.endswith(".crs")


def _parent(path: str) -> str:
    parent, slash, _ = path.rpartition("/")
    return parent + slash
