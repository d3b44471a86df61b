"""How much an archive may hold."""

import zipfile

from msgspec import Struct

from hornbook_server.domain.course import Activity
from hornbook_server.packages.findings import refusal

_ENCRYPTED = 0x1


class Limits(Struct, frozen=True, kw_only=True):
    """All are bytes but `members`, `activities` and `ratio`.

    `ratio` is unpacked to packed, and counts above `ratio_from` unpacked bytes. Every answer about a course carries
    its tree: 20,000 activities are 3 MB, and 0.1 s in which the server answers nobody else.
    """

    unpacked: int = 10 * 2**30
    members: int = 50_000
    member: int = 2 * 2**30
    ratio: int = 200
    ratio_from: int = 64 * 2**20
    path: int = 1024
    directory: int = 32 * 2**20
    activities: int = 20_000


def check(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Raise PackageError for what the directory alone shows to be too much, or not to be servable."""
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if len(infos) > limits.members:
        raise refusal(
            "LIMIT_MEMBERS", f"The archive has {len(infos)} files; {limits.members} is the most.", "Split the course."
        )
    if unpacked > limits.unpacked:
        raise refusal(
            "LIMIT_UNPACKED",
            f"The archive unpacks to {unpacked} bytes; {limits.unpacked} is the most.",
            "Split the course, or keep large media elsewhere.",
        )
    if unpacked > limits.ratio_from and unpacked > limits.ratio * packed:
        raise refusal(
            "LIMIT_RATIO",
            f"The archive unpacks to {unpacked} bytes from {packed}, more than {limits.ratio} times its size.",
            "Leave out files that are empty space.",
        )
    for info in infos:
        _check_one(info, limits)


def check_tree(root: Activity, limits: Limits) -> None:
    """Raise PackageError for a course of too many activities, whatever its package is."""
    activities = sum(1 for _ in root.walk())
    if activities > limits.activities:
        raise refusal(
            "LIMIT_ACTIVITIES",
            f"The course has {activities} activities; {limits.activities} is the most.",
            "Split the course into several packages.",
        )


def _check_one(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = info.filename
    if info.file_size > limits.member:
        raise refusal("LIMIT_MEMBER", f"The file is larger than {limits.member} bytes.", "Make it smaller.", file=name)
    if info.flag_bits & _ENCRYPTED:
        raise refusal("ENCRYPTED", "The file is encrypted.", "Zip the package without a password.", file=name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal(
            "UNSUPPORTED_COMPRESSION",
            f"The file is packed by method {info.compress_type}, which browsers cannot be sent.",
            'Zip the package with the usual method, "deflate".',
            file=name,
        )
