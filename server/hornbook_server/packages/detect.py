"""Which standard a package follows.

Where descriptors of several standards share a folder, the first of `imsmanifest.xml`, `cmi5.xml`, `tincan.xml` and
AICC's wins, with a warning: authoring tools put tincan.xml and AICC files beside the manifest of the standard that the
author chose.
"""

from collections.abc import Mapping

from hornbook_server.domain.package import PackageError
from hornbook_server.packages import aicc_files
from hornbook_server.packages.archive import Archive
from hornbook_server.packages.findings import Findings, refusal

DESCRIPTORS = ("imsmanifest.xml", "cmi5.xml", "tincan.xml")
AICC = "AICC"
_DEEPEST_WRAPPING = 3
_FOREIGN = {
    "h5p.json": "H5P content",
    "contentv3.xml": "an eXeLearning source project",
    "content.xml": "a source project of an authoring tool",
}


def folder_of(archive: Archive, findings: Findings) -> str:
    """The folder of the descriptors, empty or with a slash at its end: the root, or the only one around everything."""
    folder: str | None = ""
    for _ in range(_DEEPEST_WRAPPING):
        if folder is None or descriptors(archive, folder):
            break
        folder = _only_folder(archive, folder)
    if folder is None or not descriptors(archive, folder):
        raise _no_descriptor(archive)
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
    if "crs" in aicc_paths or ("au" in aicc_paths and len(aicc_paths) > 1):
        found[AICC] = aicc_paths.get("crs", aicc_paths.get("au", ""))
    return found


def aicc_descriptors(archive: Archive, folder: str) -> Mapping[str, str]:
    """The AICC files in a folder by extension; of several sets the one whose .crs comes first."""
    files = sorted(path for path in archive.members if _parent(path) == folder)
    by_extension = {
        extension: [path for path in files if path.lower().endswith(f".{extension}")]
        for extension in aicc_files.EXTENSIONS
    }
    stem = next((path.rpartition(".")[0].lower() for paths in by_extension.values() for path in paths), "")
    return {
        extension: next((path for path in paths if path.rpartition(".")[0].lower() == stem), paths[0])
        for extension, paths in by_extension.items()
        if paths
    }


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
    below = {path[len(folder) :].partition("/")[0] for path in archive.members}
    top = below.pop() if len(below) == 1 else ""
    return f"{folder}{top}/" if top and f"{folder}{top}" not in archive.members else None


def _no_descriptor(archive: Archive) -> PackageError:
    for name, what in _FOREIGN.items():
        if archive.find(name):
            return refusal(
                "UNSUPPORTED", f"The package is {what}.", "Export it as SCORM, cmi5, xAPI or AICC.", file=name
            )
    if not archive.members:
        return refusal("EMPTY", "The archive holds no files.", "Zip the package again.")
    deeper = next((path for path in archive.members if path.lower().rpartition("/")[2] in DESCRIPTORS), None)
    if deeper:
        return refusal(
            "NO_DESCRIPTOR",
            "A descriptor lies in a folder beside other files.",
            "Zip the content of its folder.",
            file=deeper,
        )
    return refusal(
        "NO_DESCRIPTOR",
        "The archive has no imsmanifest.xml, cmi5.xml, tincan.xml or AICC descriptors at its root.",
        "Export the course as SCORM, cmi5, xAPI or AICC, and upload that zip as it is.",
    )


def _parent(path: str) -> str:
    parent, slash, _ = path.rpartition("/")
    return parent + slash
