"""`hornbook serve`, `worker` and `demo`: the service as processes."""

import json
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import httpx
import typer
import uvicorn
from rich.console import Console

import hornbook
from hornbook_server import app as composition
from hornbook_server import settings as environment
from hornbook_server.jobs.child import WorkerProcesses
from hornbook_server.jobs.doorbell import open_doorbell
from hornbook_server.jobs.worker import run_worker
from hornbook_server.packages.sample import sample_package
from hornbook_server.settings import Settings, SettingsError
from hornbook_server.storage.database import Database

_console = Console(stderr=True, soft_wrap=True, highlight=False)
_WORKER = [sys.executable, "-m", "hornbook_server", "worker", "--embedded"]


def serve(
    host: Annotated[str | None, typer.Option(envvar="HORNBOOK_HOST", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(envvar="HORNBOOK_PORT", help="Port of the API.")] = None,
    home: Annotated[Path | None, typer.Option(envvar="HORNBOOK_HOME", help="Data folder.")] = None,
    dev: Annotated[
        bool, typer.Option("--dev", help="Allow imports from this machine, and check every response.")
    ] = False,
) -> None:
    """Run the whole service: it migrates its database and runs the import worker beside it.

    Everything else is set by HORNBOOK_* variables; see docs/configuration.md.
    """
    _export(HORNBOOK_HOST=host, HORNBOOK_PORT=port, HORNBOOK_HOME=home)
    if dev:
        _export(HORNBOOK_VALIDATE_RESPONSES=True, HORNBOOK_FETCH_ALLOW=_with_loopback())
    settings = _settings()
    _prepare(settings)
    signal.signal(signal.SIGTERM, _leave)
    workers = WorkerProcesses(_WORKER, count=settings.job_workers)
    workers.start()
    try:
        uvicorn.run(
            "hornbook_server.app:from_environment",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            log_level="warning",
            http="httptools",
            loop="uvloop",
            lifespan="on",
            timeout_graceful_shutdown=10,
        )
    finally:
        workers.stop()


def worker(
    *,
    embedded: Annotated[bool, typer.Option(hidden=True, help="End with the process that started this one.")] = False,
) -> None:
    """Run an import worker alone, beside servers that share its database and store."""
    settings = _settings()
    if not embedded:
        _prepare(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if embedded:
        threading.Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    run_worker(composition.open_hornbook(settings), open_doorbell(settings.queue_url), stop=stop)


def demo(
    package: Annotated[Path | None, typer.Argument(help="A course package; without one, a small one is made.")] = None,
) -> None:
    """Start a service of its own on a free port, import a course, print it as JSON, and stop."""
    with tempfile.TemporaryDirectory(prefix="hornbook-demo-") as folder:
        if package is None:
            package = Path(folder) / "first-steps.zip"
            package.write_bytes(sample_package())
        elif not package.is_file():
            _console.print(f"[red]There is no file {package}.[/red]")
            raise typer.Exit(2)
        with _running_service(Path(folder) / "home") as client:
            _console.print(f"Importing [bold]{package.name}[/bold] ...")
            try:
                course = client.import_course(package.stem, package)
            except hornbook.CourseServiceError as error:
                _console.print(f"[red]{error}[/red]")
                raise typer.Exit(1) from None
            sys.stdout.write(json.dumps(hornbook.to_builtins(course), indent=2, ensure_ascii=False) + "\n")
    _console.print(
        "\n[green]That was a whole service: it has stopped, and its data is gone.[/green]\n"
        "Next: [bold]make serve[/bold] (or [bold]hornbook serve[/bold]) keeps one running on port 8080;\n"
        "README.md shows how to point a SCORM Cloud SDK at it."
    )


@contextmanager
def _running_service(home: Path) -> Iterator[hornbook.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = secrets.token_urlsafe(16)
    own = {
        "HORNBOOK_HOME": str(home),
        "HORNBOOK_HOST": "127.0.0.1",
        "HORNBOOK_PORT": str(port),
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
        process.wait(timeout=20)


def _await_health(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    _console.print("[red]The service did not start; its messages are above.[/red]")
    raise typer.Exit(1)


def _prepare(settings: Settings) -> None:
    composition.prepare(settings)
    database = Database(settings.database_url)
    try:
        with database.read() as stored:
            applications = stored.applications.all()
    finally:
        database.close()
    _console.print(f"Hornbook: API at [bold]{settings.public_url}/api/v2[/bold], data in {settings.home}")
    if not applications:
        _console.print("No application yet: [bold]hornbook app create NAME[/bold] makes one and shows its secret.")


def _settings() -> Settings:
    try:
        return environment.from_environment()
    except SettingsError as error:
        _console.print(f"[red]{error}[/red]")
        raise typer.Exit(2) from None


def _with_loopback() -> str:
    return ",".join(filter(None, [os.environ.get("HORNBOOK_FETCH_ALLOW"), "127.0.0.0/8", "::1/128"]))


def _export(**values: object) -> None:
    os.environ.update({name: str(value) for name, value in values.items() if value is not None})


def _leave(*_: object) -> None:
    """Uvicorn raises a signal again once it has shut down: the workers are to be stopped after that."""
    raise SystemExit(0)


def _end_with_parent(stop: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()
