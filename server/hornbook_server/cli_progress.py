"""How a command shows an import under way: a bar on a terminal, elsewhere a line every five seconds."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

import hornbook
from hornbook_contract.models import ImportJobResultSchema

_LINE_EVERY = 5.0  # seconds
_WORDS = {
    "QUEUED": "Waiting for a worker",
    "DOWNLOADING": "Downloading",
    "READING": "Reading",
    "STORING": "Storing",
    "DONE": "Done",
}

Show = Callable[[str, int, int | None], None]


def import_showing(
    client: hornbook.Client, package: Path, course_id: str, *, new_version: bool = False, console: Console
) -> ImportJobResultSchema:
    """Upload a package and wait for its import; raises what `wait_for_import` does."""
    with _bar(console) if console.is_terminal else _lines(console) as show:
        job_id = client.upload_course(
            course_id,
            package,
            may_create_new_version=new_version,
            progress=lambda sent, total: show("Uploading", sent, total),
        )
        return client.wait_for_import(job_id, progress=lambda job: _show(job, show))


def _show(job: ImportJobResultSchema, show: Show) -> None:
    """A service that tells no progress is SCORM Cloud."""
    told = job.progress
    if not told:
        show("Importing", 0, None)
    else:
        show(_WORDS.get(told.stage, told.stage), told.bytes_done, told.bytes_total or None)


@contextmanager
def _bar(console: Console) -> Iterator[Show]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("")

        def show(what: str, done: int, total: int | None) -> None:
            progress.update(task, description=what, completed=done, total=total)

        yield show


@contextmanager
def _lines(console: Console, clock: Callable[[], float] = time.monotonic) -> Iterator[Show]:
    last = clock()

    def show(what: str, done: int, total: int | None) -> None:
        nonlocal last
        if clock() - last >= _LINE_EVERY:
            last = clock()
            console.print(f"{what}: {100 * done // total} % of {decimal(total)}" if total else f"{what} ...")

    yield show
