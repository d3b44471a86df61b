"""How much a package may hold."""

from collections.abc import Iterator

from msgspec import Struct, json

from hornbook_server.domain.course import Activity
from hornbook_server.domain.package import Package
from hornbook_server.packages.findings import refusal
from hornbook_server.settings import Settings

# Of the directory's bytes: a path of 200, and the comments and fields of the tools that write most of them.
_DIRECTORY_OF_EACH = 320


class Limits(Struct, frozen=True, kw_only=True):
    """All are bytes but `members`, `activities` and `ratio`.

    `ratio` is unpacked to packed, and counts above `ratio_from` unpacked bytes. Every answer about a course carries
    its tree: 20,000 activities are 3 MB, and 0.1 s in which the server answers nobody else. `texts` are those of tree
    and metadata as the answer has them, 200 bytes for each of so many activities.
    """

    unpacked: int = 10 * 2**30
    members: int = 50_000
    member: int = 2 * 2**30
    ratio: int = 200
    ratio_from: int = 64 * 2**20
    path: int = 1024
    directory: int = _DIRECTORY_OF_EACH * 50_000
    activities: int = 20_000
    texts: int = 4 * 2**20


_DEFAULT = Limits()


def limits_of(settings: Settings) -> Limits:
    return Limits(
        directory=max(_DEFAULT.directory, _DIRECTORY_OF_EACH * settings.max_members),
        unpacked=settings.max_unpacked,
        members=settings.max_members,
        member=settings.max_member,
        ratio=settings.max_ratio,
        path=settings.max_path,
    )


def check_course(package: Package, limits: Limits) -> None:
    """Raise PackageError for a course of too many activities, or of too much text, whatever its package is."""
    activities, left = -1, limits.texts  # the course itself is no activity
    for activity in package.root.walk():
        activities += 1
        left -= sum(_sizes(activity)) if left >= 0 else 0
    if activities > limits.activities:
        raise refusal(
            "LIMIT_ACTIVITIES",
            f"The course has {activities} activities; {limits.activities} is the most.",
            "Split the course into several packages.",
        )
    for size in _sizes((package.metadata, package.languages)):
        left -= size
    if left < 0:
        raise refusal(
            "LIMIT_TEXTS",
            f"The texts of the course, as JSON, take more than {limits.texts} bytes.",
            "Shorten launch data, identifiers and hrefs, or split the course into several packages.",
        )


def _sizes(value: object) -> Iterator[int]:
    """Bytes of the texts in a value, those of activities below it left out."""
    if isinstance(value, str):
        yield len(json.encode(value))
    elif isinstance(value, tuple):
        for part in value:
            if not isinstance(part, Activity):
                yield from _sizes(part)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _sizes(getattr(value, name))
