"""The members of an archive by path: tens of thousands, whose paths may be long and in any script."""

import hashlib
from array import array
from collections.abc import Iterator, Mapping, ValuesView

from hornbook_server.domain.package import Member, likeness
from hornbook_server.packages.findings import refusal

# Paths that differ in case or Unicode form alone, which are compared with each other whenever one is looked for.
MOST_ALIKE = 8
_NONE = -1


class Members(Mapping[str, Member]):
    """In the order in which they were added. Paths are kept as UTF-8: as text, one emoji makes each four times as long.

    `_rows` has the last one of each likeness by its digest, `_earlier` the one before each that shares its digest.
    """

    def __init__(self) -> None:
        self._paths: list[bytes | None] = []
        self._offset, self._compressed, self._size, self._crc = array("Q"), array("Q"), array("Q"), array("I")
        self._deflated = bytearray()
        self._rows: dict[int, int] = {}
        self._earlier = array("i")
        self._count = 0

    def add(self, member: Member, *, name: bytes) -> bool:
        """True if it replaces one of this path; `name` is kept where it is the path in UTF-8. Raises PackageError."""
        digest, path = _digest(member.path), _packed(member.path)
        replaced = self._row(digest, path)
        if replaced is not None:
            self._drop(digest, replaced)
        elif sum(1 for _ in self._alike(digest)) == MOST_ALIKE:
            message = f"More than {MOST_ALIKE} names differ in case or Unicode form alone."
            raise refusal("LIMIT_ALIKE", message, "Rename all but one of them.", file=member.path)
        self._earlier.append(self._rows.get(digest, _NONE))
        self._rows[digest] = len(self._paths)
        self._paths.append(name if name == path else path)
        self._offset.append(member.offset)
        self._compressed.append(member.compressed)
        self._size.append(member.size)
        self._crc.append(member.crc)
        self._deflated.append(member.deflated)
        self._count += 1
        return replaced is not None

    def find(self, path: str) -> str | None:
        """This path if there is one, or else the first that differs in case or Unicode form alone."""
        return path if path in self else self.first_like(path)

    def first_like(self, path: str) -> str | None:
        wanted, found = likeness(path), None
        for row in self._alike(_digest(path)):
            other = self._path(row)
            found = other if likeness(other) == wanted else found
        return found

    def twins(self) -> Iterator[tuple[str, str]]:
        """Paths that are like one before them, and the first of those."""
        for row, earlier in enumerate(self._earlier):
            if earlier != _NONE and self._paths[row] is not None:
                path = self._path(row)
                first = self.first_like(path)
                if first not in (None, path):
                    yield path, str(first)

    def by_offset(self) -> Iterator[Member]:
        for row in sorted(range(len(self._paths)), key=self._offset.__getitem__):
            if self._paths[row] is not None:
                yield self._member(row)

    def __getitem__(self, path: str) -> Member:
        row = self._row(_digest(path), _packed(path))
        if row is None:
            raise KeyError(path)
        return self._member(row)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self._row(_digest(path), _packed(path)) is not None

    def __iter__(self) -> Iterator[str]:
        return (_unpacked(path) for path in self._paths if path is not None)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"Members({list(self.all())})"

    def values(self) -> ValuesView[Member]:
        return _Values(self)

    def all(self) -> Iterator[Member]:
        return (self._member(row) for row, path in enumerate(self._paths) if path is not None)

    def _row(self, digest: int, path: bytes) -> int | None:
        return next((row for row in self._alike(digest) if self._paths[row] == path), None)

    def _alike(self, digest: int) -> Iterator[int]:
        """Rows of one digest, the last first."""
        row = self._rows.get(digest, _NONE)
        while row != _NONE:
            yield row
            row = self._earlier[row]

    def _drop(self, digest: int, row: int) -> None:
        later = next((other for other in self._alike(digest) if self._earlier[other] == row), None)
        if later is None:
            self._rows[digest] = self._earlier[row]
        else:
            self._earlier[later] = self._earlier[row]
        self._paths[row] = None
        self._count -= 1

    def _path(self, row: int) -> str:
        return _unpacked(self._paths[row] or b"")

    def _member(self, row: int) -> Member:
        return Member(
            path=self._path(row),
            offset=self._offset[row],
            compressed=self._compressed[row],
            size=self._size[row],
            deflated=bool(self._deflated[row]),
            crc=self._crc[row],
        )


class _Values(ValuesView[Member]):
    """Without looking each up by its path."""

    def __init__(self, members: Members) -> None:
        super().__init__(members)
        self._members = members

    def __iter__(self) -> Iterator[Member]:
        return self._members.all()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Values) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of every value that is compared by what it holds


def _packed(path: str) -> bytes:
    return path.encode(errors="surrogatepass")


def _unpacked(path: bytes) -> str:
    return path.decode(errors="surrogatepass")


def _digest(path: str) -> int:
    return int.from_bytes(hashlib.blake2b(likeness(path).encode(errors="surrogatepass"), digest_size=8).digest())
