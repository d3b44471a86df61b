"""Whether an archive's files can be unpacked within the limits, and served as they are packed."""

from collections.abc import Sequence

from hornbook_server.packages.directory import Entry
from hornbook_server.packages.findings import refusal
from hornbook_server.packages.limits import Limits
from hornbook_server.packages.names import Decode

STORED, DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_PATCH = 0x20
_METHODS = {
    1: "shrink",
    6: "implode",
    9: "Deflate64",
    12: "bzip2",
    14: "LZMA",
    93: "Zstandard",
    95: "XZ",
    98: "PPMd",
}


def check(entries: Sequence[Entry], decode: Decode, limits: Limits) -> None:
    """Raise PackageError for what the directory alone shows to be too much, or not to be servable."""
    unpacked, packed = sum(entry.size for entry in entries), sum(entry.compressed for entry in entries)
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
    for entry in entries:
        _check_one(entry, decode, limits)


def _check_one(entry: Entry, decode: Decode, limits: Limits) -> None:
    if entry.size > limits.member:
        message = f"The file is larger than {limits.member} bytes."
        raise refusal("LIMIT_MEMBER", message, "Make it smaller.", file=decode(entry))
    if entry.flags & _ENCRYPTED:
        raise refusal("ENCRYPTED", "The file is encrypted.", "Zip the package without a password.", file=decode(entry))
    if entry.method not in (STORED, DEFLATED) or entry.flags & _PATCH:
        method = _METHODS.get(entry.method, f"method {entry.method}")
        raise refusal(
            "UNSUPPORTED_COMPRESSION",
            f"The file is packed by {method}, which browsers cannot be sent.",
            'Zip the package with the usual method, "deflate".',
            file=decode(entry),
        )
