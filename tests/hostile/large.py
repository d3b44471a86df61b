"""What packages at the limits cost a worker that imports them; `python -m tests.hostile.large [NAME ...]` prints it."""

import os
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from hornbook_server.domain.application import ApplicationKind
from hornbook_server.domain.job import ImportRequest
from hornbook_server.jobs.worker import work_once
from hornbook_server.opening import open_hornbook, prepare
from hornbook_server.services.applications import create_application
from hornbook_server.services.importing import accept_upload
from hornbook_server.settings import from_environment
from tests.fixtures.packages import item, manifest, organization, resource, resources
from tests.hostile import courses
from tests.hostile.measured import Cost, Meter, in_child, write

_UNIT = 2**20
_PAGE = b"<!doctype html><title>Page</title>"


def many(members: int, folder: str = "content/folder-of-a-course") -> Iterator[bytes]:
    text = manifest(organization("T", item(1)), resources(resource(1, "p0.html"))).encode()
    packed = zlib.compress(_PAGE, wbits=-15)
    return _zip(
        [("imsmanifest.xml", len(text), zlib.crc32(text), [text], 0)]
        + [(f"{folder}/{n % 100}/p{n}.html", len(_PAGE), zlib.crc32(_PAGE), [packed], 8) for n in range(members)]
    )


def wide(members: int) -> Iterator[bytes]:
    """Members just below 2 GiB, that unpack to 160 times their size."""
    text = manifest(organization("T", item(1)), resources(resource(1, "p0.html"))).encode()
    unit = os.urandom(6_000) + bytes(_UNIT - 6_000)
    packer = zlib.compressobj(6, wbits=-15)
    packed = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    count = 2047
    crc = 0
    for _ in range(count):
        crc = zlib.crc32(unit, crc)
    parts = [packed] * count + [zlib.compress(b"", wbits=-15)]
    return _zip(
        [("imsmanifest.xml", len(text), zlib.crc32(text), [text], 0)]
        + [(f"video{n}.bin", count * _UNIT, crc, parts, 8) for n in range(members)]
    )


def _zip(files: list[tuple[str, int, int, list[bytes], int]]) -> Iterator[bytes]:
    """The archive a piece at a time: names, sizes, CRCs, packed pieces and methods."""
    directory, at = bytearray(), 0
    for path, size, crc, pieces, method in files:
        name, packed = path.encode(), sum(map(len, pieces))
        fields = struct.pack("<5H3I2H", 20, 0, method, 0, 0, crc, packed, size, len(name), 0)
        yield b"PK\3\4" + fields + name
        yield from pieces
        directory += b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<3H2I", 0, 0, 0, 0, at) + name
        at += 30 + len(name) + packed
    yield bytes(directory)
    yield b"PK\5\6" + struct.pack("<4H2IH", 0, 0, len(files), len(files), len(directory), at, 0)


def cost(archive: str) -> Cost:
    """Of an import by a worker in a process of its own, the upload left out; the outcome is the job's message."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "a.zip"
        in_child(write, package, make, archive)
        return in_child(_imported, Path(folder) / "home", package)


def make(archive: str) -> bytes | Iterator[bytes]:
    return ARCHIVES[archive]()


def _imported(home: Path, package: Path) -> Cost:
    settings = from_environment({"HORNBOOK_HOME": str(home)})
    prepare(settings)
    hornbook = open_hornbook(settings, lean=True)
    application, _ = create_application(hornbook.database, name="a", kind=ApplicationKind.NORMAL, now=hornbook.now())
    staged = hornbook.blobs.stage()
    with package.open("rb") as file:
        while piece := file.read(_UNIT):
            staged.write(piece)
    job = accept_upload(hornbook, application.id, ImportRequest(course_id="c", filename="a.zip"), staged)
    meter = Meter()
    work_once(hornbook)
    cost = meter.cost("")
    with hornbook.database.read() as stored:
        ended = stored.jobs.get(application.id, job, now=hornbook.now())
    return cost._replace(outcome=ended.message or ended.status.name)


ARCHIVES: dict[str, Callable[[], bytes | Iterator[bytes]]] = {
    "as many members as may be": lambda: many(49_990),
    "a directory as large as may be": lambda: many(49_990, "f" * 241 + "\U0001f600"),
    "nearly 10 GiB unpacked": lambda: wide(5),
} | courses.COURSES

if __name__ == "__main__":
    for archive in sys.argv[1:] or ARCHIVES:
        outcome, seconds, mebibytes = cost(archive)
        sys.stdout.write(f"{archive:40} {outcome[:40]:40} {seconds:6.2f} s {mebibytes:7.1f} MiB\n")
