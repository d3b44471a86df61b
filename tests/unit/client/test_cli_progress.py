"""What a command shows while an import is under way."""

import io

import pytest
from rich.console import Console

from hornbook_server import cli_progress
from hornbook_server.cli_progress import import_showing

RUNNING = {
    "jobId": "job-1",
    "status": "RUNNING",
    "progress": {"stage": "READING", "bytesDone": 30_000_000, "bytesTotal": 60_000_000, "percent": 50},
}
WITHOUT_PROGRESS = {"jobId": "job-1", "status": "RUNNING"}
COMPLETE = {"jobId": "job-1", "status": "COMPLETE"}


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "golf.zip"
    path.write_bytes(b"zip")
    return path


@pytest.fixture
def shown(client, cloud, package):
    """What the console has of an import whose job is looked at twice before its end."""

    def run(*looks, terminal):
        for answer in ({"result": "job-1"}, *looks, COMPLETE):
            cloud.will_answer(answer)
        console = Console(file=io.StringIO(), force_terminal=terminal, width=100)
        assert import_showing(client, package, "golf", console=console).status == "COMPLETE"
        return console.file.getvalue()

    return run


def test_a_terminal_gets_a_bar_of_the_stage_and_its_bytes(shown, monkeypatch):
    monkeypatch.setattr(cli_progress.Progress, "update", lambda _, task, **seen: bars.append(seen))
    bars = []
    shown(RUNNING, WITHOUT_PROGRESS, terminal=True)
    assert bars[-3:] == [
        {"description": "Reading", "completed": 30_000_000, "total": 60_000_000},
        {"description": "Importing", "completed": 0, "total": None},
        {"description": "Importing", "completed": 0, "total": None},
    ]


def test_without_a_terminal_a_short_import_shows_nothing(shown):
    assert shown(RUNNING, terminal=False) == ""


def test_without_a_terminal_a_long_import_shows_a_line_now_and_then():
    console, times = Console(file=io.StringIO(), force_terminal=False), iter([0, 5, 5, 6, 11, 11])
    with cli_progress._lines(console, clock=lambda: next(times)) as show:
        show("Uploading", 1_000_000, 3_000_000)
        show("Reading", 1, 2)
        show("Importing", 0, None)
    assert console.file.getvalue() == "Uploading: 33 % of 3.0 MB\nImporting ...\n"
