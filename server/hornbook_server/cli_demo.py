"""`hornbook demo`: a service of its own, for as long as one import takes."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from hornbook_server.cli_refusals import refusal

if TYPE_CHECKING:
    import hornbook

_START_WITHIN = 30.0  # seconds
_STOP_WITHIN = 30.0  # seconds


def demo(
    package: Annotated[
        Path | None,
        typer.Argument(exists=True, dir_okay=False, help="A course package; without one, a small one is made."),
    ] = None,
) -> None:
    """Start a service of its own on a free port, import a course, print it as JSON, and stop."""
    import hornbook
    from hornbook_server.cli_progress import import_showing

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    with tempfile.TemporaryDirectory(prefix="hornbook-demo-") as folder:
        package = package or _sample(Path(folder))
        with _running_service(Path(folder) / "home") as client:
            console.print(f"Importing {package.name} ...", markup=False)
            try:
                job = import_showing(client, package, package.stem, console=console)
            except hornbook.CourseServiceError as error:
                raise refusal(error) from None
            course = job.import_result and job.import_result.course
            sys.stdout.write(json.dumps(hornbook.to_builtins(course), indent=2, ensure_ascii=False) + "\n")
    console.print(
        "\n[green]That was a whole service: it has stopped, and its data is gone.[/green]\n"
        "Next: [bold]make serve[/bold] (or [bold]hornbook serve[/bold]) keeps one running on port 8080;\n"
        "README.md shows how to point a SCORM Cloud SDK at it."
    )


def _sample(folder: Path) -> Path:
    from hornbook_server.packages.sample import sample_package

    package = folder / "first-steps.zip"
    package.write_bytes(sample_package())
    return package


@contextmanager
def _running_service(home: Path) -> Iterator[hornbook.Client]:
    import hornbook

    port, launch_port = _free_ports()
    secret = secrets.token_urlsafe(16)
    own = {
        "HORNBOOK_HOME": str(home),
        "HORNBOOK_HOST": "127.0.0.1",
        "HORNBOOK_PORT": str(port),
        "HORNBOOK_LAUNCH_PORT": str(launch_port),
        "HORNBOOK_APP_ID": "demo",
        "HORNBOOK_APP_SECRET": secret,
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HORNBOOK_")}
    process = subprocess.Popen([sys.executable, "-m", "hornbook_server", "serve"], env=inherited | own)
    try:
        _await_health(f"http://127.0.0.1:{port}/healthz", process)
        with hornbook.Client(f"http://127.0.0.1:{port}/api/v2", app_id="demo", secret=secret) as client:
            yield client
    finally:
        process.terminate()
        process.wait(_STOP_WITHIN)


def _free_ports() -> tuple[int, int]:
    """Both taken before either is let go, so that they differ."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def _await_health(url: str, process: subprocess.Popen[bytes]) -> None:
    import httpx

    deadline = time.monotonic() + _START_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise refusal("The service did not start; its messages are above.")
