"""`hornbook serve` and `worker`: the service as processes."""

import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console

from hornbook_server import settings as environment
from hornbook_server.cli_refusals import refusals
from hornbook_server.settings import Settings, SettingsError

_WORKER = [sys.executable, "-m", "hornbook_server", "worker", "--embedded"]


@refusals()
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
    from hornbook_server import app as composition
    from hornbook_server.jobs.child import WorkerProcesses

    _export(HORNBOOK_HOST=host, HORNBOOK_PORT=port, HORNBOOK_HOME=home)
    if dev:
        _export(HORNBOOK_VALIDATE_RESPONSES=True, HORNBOOK_FETCH_ALLOW=_with_loopback())
    settings = environment.from_environment()
    _check_address(settings)
    has_applications = composition.prepare(settings)
    _say(f"Hornbook: API at {settings.public_url}/api/v2, data in {_data(settings)}")
    if not has_applications:
        _say("No application yet: hornbook app create NAME makes one and shows its secret.")
    signal.signal(signal.SIGTERM, _leave)
    workers = WorkerProcesses(_WORKER, count=settings.job_workers)
    workers.start()
    try:
        _listen(settings)
    finally:
        workers.stop()


@refusals()
def worker(
    *,
    embedded: Annotated[bool, typer.Option(hidden=True, help="End with the process that started this one.")] = False,
) -> None:
    """Run an import worker alone, beside servers that share its database and store."""
    from hornbook_server import app as composition
    from hornbook_server.jobs.doorbell import open_doorbell
    from hornbook_server.jobs.worker import run_worker

    settings = environment.from_environment()
    if not embedded:
        composition.prepare(settings)
        _say(f"Hornbook: import worker, data in {_data(settings)}")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if embedded:
        threading.Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    run_worker(composition.open_hornbook(settings), open_doorbell(settings.queue_url), stop=stop)


def _listen(settings: Settings) -> None:
    import uvicorn

    from hornbook_server.contract.protocol import HttpProtocol

    uvicorn.run(
        "hornbook_server.app:from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level="warning",
        http=HttpProtocol,
        ws="none",
        loop="uvloop",
        lifespan="on",
        timeout_graceful_shutdown=10,
    )


def _check_address(settings: Settings) -> None:
    """Uvicorn would say it too, but without the variable, and after the workers have started."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(
                f"HORNBOOK_HOST={settings.host} HORNBOOK_PORT={settings.port}: cannot listen there: {error.strerror}; "
                "choose another port or address"
            ) from None


def _say(sentence: str) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(sentence)


def _data(settings: Settings) -> str:
    """Where it is, without the password."""
    if settings.embedded:
        return str(settings.home)
    place = urlsplit(settings.database_url)
    return f"PostgreSQL at {place.hostname}{place.path}"


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
