"""A file on its way out."""

import io
import mimetypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

Progress = Callable[[int, int], None]


class Upload:
    """A seekable binary file from its current position on, read piece by piece while it is sent.

    `content_type` is guessed from the suffix of `filename`; a name without a known one is taken for a zip package.
    `progress(sent, total)` is called with bytes as they leave.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        filename: str | None = None,
        content_type: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        if not stream.seekable():
            raise ValueError("the file cannot be rewound, so its size is unknown; write it to disk and pass its path")
        self.filename = filename or _name_of(stream)
        self.content_type = content_type or mimetypes.guess_type(self.filename)[0] or "application/zip"
        self._stream = stream
        self._start = stream.tell()
        self._progress = progress
        self.total = self.seek(0, io.SEEK_END)
        self.seek(0)

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        if piece and self._progress is not None:
            self._progress(self.tell(), self.total)
        return piece

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = self._start if whence == io.SEEK_SET else 0
        return self._stream.seek(origin + offset, whence) - self._start

    def tell(self) -> int:
        return self._stream.tell() - self._start


@contextmanager
def opened(
    package: Path | BinaryIO, *, content_type: str | None = None, progress: Progress | None = None
) -> Iterator[Upload]:
    """An upload of a path, which is closed afterwards, or of an open file, which is left open."""
    if isinstance(package, Path):
        with package.open("rb") as stream:
            yield Upload(stream, content_type=content_type, progress=progress)
    else:
        yield Upload(package, content_type=content_type, progress=progress)


def _name_of(stream: BinaryIO) -> str:
    name = getattr(stream, "name", None)
    return Path(name).name if isinstance(name, str) else "package.zip"
