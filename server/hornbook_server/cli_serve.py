"""`hornbook serve` and `worker`: the service as processes."""

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console

from hornbook_server import settings as environment
from hornbook_server.cli_refusals import refusals
from hornbook_server.settings import Settings, SettingsError

_END_WITHIN = 10.0  # seconds
_ANSWER_WITHIN = 120  # seconds: a web process that does not, from its start on, is replaced
_WORKER = [sys.executable, "-m", "hornbook_server", "worker", "--embedded"]


@refusals()
def serve(
    host: Annotated[str | None, typer.Option(envvar="HORNBOOK_HOST", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(envvar="HORNBOOK_PORT", help="Port of the API.")] = None,
    launch_port: Annotated[
        int | None, typer.Option(envvar="HORNBOOK_LAUNCH_PORT", help="Port of launch links and of what they open.")
    ] = None,
    home: Annotated[Path | None, typer.Option(envvar="HORNBOOK_HOME", help="Data folder.")] = None,
    dev: Annotated[
        bool, typer.Option("--dev", help="Allow imports from this machine, and check every response.")
    ] = False,
) -> None:
    """Run the whole service: it migrates its database and runs the import worker beside it.

    Everything else is set by HORNBOOK_* variables; see docs/configuration.md.
    """
    from hornbook_server.jobs.child import WorkerProcesses
    from hornbook_server.opening import prepare

    _export(HORNBOOK_HOST=host, HORNBOOK_PORT=port, HORNBOOK_LAUNCH_PORT=launch_port, HORNBOOK_HOME=home)
    if dev:
        _export(HORNBOOK_VALIDATE_RESPONSES=True, HORNBOOK_FETCH_ALLOW=_with_loopback())
    settings = environment.from_environment()
    with (
        _bound("HORNBOOK_PORT", settings.host, settings.port) as api,
        _bound("HORNBOOK_LAUNCH_PORT", settings.host, settings.launch_port) as launches,
    ):
        has_applications = prepare(settings)
        places = f"API at {settings.public_url}/api/v2, launches at {settings.launch_url}"
        _say(f"Hornbook: {places}, data in {_data(settings)}")
        if not has_applications:
            _say("No application yet: hornbook app create NAME makes one and shows its secret.")
        signal.signal(signal.SIGTERM, _leave)
        workers = WorkerProcesses(_WORKER, count=settings.job_workers)
        workers.start()
        try:
            _listen(settings, [api, launches])
        finally:
            workers.stop()


@refusals()
def worker(
    *,
    embedded: Annotated[bool, typer.Option(hidden=True, help="End with the process that started this one.")] = False,
) -> None:
    """Run an import worker alone, beside servers that share its database and store. It delivers postbacks too."""
    from hornbook_server.jobs.delivery import run_delivery
    from hornbook_server.jobs.doorbell import open_doorbell
    from hornbook_server.jobs.worker import run_worker
    from hornbook_server.opening import open_hornbook, prepare
    from hornbook_server.packages import limits_of

    settings = environment.from_environment()
    if not embedded:
        prepare(settings)
        _say(f"Hornbook: import worker, data in {_data(settings)}")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if embedded:
        threading.Thread(target=_end_with_parent, args=(stop,), daemon=True).start()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    hornbook = open_hornbook(settings, lean=True)
    delivery = threading.Thread(target=run_delivery, args=(hornbook,), kwargs={"stop": stop})
    delivery.start()
    run_worker(hornbook, open_doorbell(settings.queue_url), stop=stop, limits=limits_of(settings))
    delivery.join()


def _listen(settings: Settings, sockets: list[socket.socket]) -> None:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from hornbook_server.contract.protocol import HttpProtocol

    config = uvicorn.Config(
        "hornbook_server.app:from_environment",
        factory=True,
        workers=settings.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        http=HttpProtocol,
        ws="none",
        loop="uvloop",
        lifespan="on",
        timeout_graceful_shutdown=10,
        timeout_worker_healthcheck=_ANSWER_WITHIN,
    )
    if settings.workers > 1:
        Multiprocess(config, sockets=sockets).run()
        return
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=sockets)
    if not server.started:
        raise typer.Exit(3)


def _bound(variable: str, host: str, port: int) -> socket.socket:
    """Before anything else is started, and with the variable, which uvicorn would not name."""
    sock = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise SettingsError(
            f"HORNBOOK_HOST={host} {variable}={port}: cannot listen there: {error.strerror}; "
            "choose another port or address"
        ) from None
    sock.set_inheritable(True)
    return sock


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
    """The import under way has ten seconds to end; a download of an hour is left to the lease."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()
    time.sleep(_END_WITHIN)
    os._exit(1)
