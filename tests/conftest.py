"""A real service for the tests that need one: its own home, a listening server, a worker."""

import contextlib
import functools
import io
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
import trustme
import uvicorn

import hornbook
from hornbook.importing import imported_course
from hornbook_server.app import create_origins
from hornbook_server.contract.protocol import HttpProtocol
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.jobs.delivery import run_delivery
from hornbook_server.jobs.doorbell import Doorbell, Polling
from hornbook_server.jobs.worker import run_worker
from hornbook_server.opening import open_hornbook, prepare
from hornbook_server.services.applications import create_application
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.settings import Settings, from_environment
from tests.fixtures import packages
from tests.fixtures.databases import database_url
from tests.fixtures.object_store import BUCKET, s3_store
from tests.fixtures.waiting import WITHIN

# What an example takes depends on what else the machine does; how fast things are is measured by benchmarks.
# Who says how many examples there are to be searches for what nobody knows; all others try the same each time.
searching = bool({"EXAMPLES", "STEPS"} & os.environ.keys())
hypothesis.settings.register_profile("untimed", deadline=None, derandomize=not searching)
hypothesis.settings.load_profile("untimed")

# So does what a request takes.
for phase in ("connect", "read", "write", "pool"):
    setattr(httpx._config.DEFAULT_TIMEOUT_CONFIG, phase, WITHIN)

POLL = (0.01, 0.5)  # seconds


@dataclass(frozen=True)
class Service:
    url: str
    hornbook: Hornbook
    settings: Settings

    @property
    def api(self) -> str:
        return f"{self.url}/api/v2"

    def new_application(self, kind: ApplicationKind = ApplicationKind.NORMAL) -> tuple[str, str]:
        """A tenant of its own, so that tests share the service and nothing else."""
        application, secret = create_application(
            self.hornbook.database, name="test", kind=kind, now=self.hornbook.now()
        )
        return application.id, secret


@dataclass(frozen=True)
class Tenant:
    """One application's view of the service: raw HTTP, and the client library."""

    id: str
    secret: str
    http: httpx.Client
    client: hornbook.Client

    def imported(self, course_id: str, package: bytes | None = None, **options: Any) -> hornbook.CourseSchema:
        """A course that is there, through the whole import."""
        return import_bytes(self.client, course_id, package or packages.scorm12(), **options)

    def ended(self, job_id: str) -> hornbook.ImportJobResultSchema:
        """The import job, once it has ended; raises ImportFailed."""
        return self.client.wait_for_import(job_id, timeout=WITHIN, poll=POLL)


def import_bytes(client: hornbook.Client, course_id: str, package: bytes, *, name: str = "package.zip", **options: Any):
    file = io.BytesIO(package)
    file.name = name
    job_id = client.upload_course(course_id, file, **options)
    return imported_course(client.wait_for_import(job_id, timeout=WITHIN, poll=POLL))


@contextlib.contextmanager
def bound() -> Iterator[socket.socket]:
    """A socket on a free port of this machine."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield sock


def port_of(sock: socket.socket) -> str:
    return str(sock.getsockname()[1])


@contextlib.contextmanager
def serving(app: Any, *sockets: socket.socket) -> Iterator[None]:
    """An ASGI application, answering on these sockets."""
    server = uvicorn.Server(uvicorn.Config(app, http=HttpProtocol, ws="none", log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": list(sockets)})
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive(), "the server did not start"
        yield
    finally:
        server.should_exit = True
        thread.join()


@contextlib.contextmanager
def listening(app: Any) -> Iterator[str]:
    """The base URL of an ASGI application served on a free port."""
    with bound() as sock, serving(app, sock):
        yield f"http://127.0.0.1:{port_of(sock)}"


class Bell(Polling):
    """Within a process a worker can hear of a job at once."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self, job_id: str) -> None:
        self._rung.set()

    def wait(self, stop: threading.Event) -> None:
        self._rung.wait(0.05)
        self._rung.clear()


@contextlib.contextmanager
def working(hornbook_: Hornbook, bell: Doorbell) -> Iterator[None]:
    stop = threading.Event()
    threads = [
        threading.Thread(target=run_worker, args=(hornbook_, bell), kwargs={"stop": stop}),
        threading.Thread(target=run_delivery, args=(hornbook_,), kwargs={"stop": stop}),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextlib.contextmanager
def running_service(
    home: Path, *, worker: bool = True, launch_hosts: bool = False, **environment: str
) -> Iterator[Service]:
    own = {"HORNBOOK_HOME": str(home), "HORNBOOK_VALIDATE_RESPONSES": "true", "HORNBOOK_FETCH_ALLOW": "127.0.0.1/32"}
    with bound() as api, bound() as launches:
        ports = {"HORNBOOK_PORT": port_of(api), "HORNBOOK_LAUNCH_PORT": port_of(launches)}
        if launch_hosts:
            ports["HORNBOOK_LAUNCH_URL"] = f"http://*.localhost:{port_of(launches)}"
        settings = from_environment(own | ports | environment)
        prepare(settings)
        bell = Bell()
        parts = replace(open_hornbook(settings), ring=bell.ring)
        app = create_origins(parts, settings)
        with serving(app, api, launches), working(parts, bell) if worker else contextlib.nullcontext():
            yield Service(settings.public_url, parts, settings)


@pytest.fixture(scope="session", autouse=True)
def _one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each httpx client reads all authorities that it trusts, which takes longer than most tests that make one."""
    file = tmp_path_factory.mktemp("trust") / "ca.pem"
    trustme.CA().cert_pem.write_to_path(str(file))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment in which s3://hornbook is a bucket."""
    with s3_store(tmp_path_factory.mktemp("s3")) as environment:
        yield environment


@pytest.fixture
def s3_url(s3: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A store of its own in a real bucket."""
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{tmp_path.name}-{secrets.token_hex(4)}"


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Service]]:
    """One on each kind of database, from its first use to the end of the session, whatever the order of the tests."""
    with contextlib.ExitStack() as running:

        @functools.cache
        def on(kind: str) -> Service:
            folder = tmp_path_factory.mktemp("service")
            database = running.enter_context(database_url(kind, folder))
            own = {"HORNBOOK_DATABASE_URL": database, "HORNBOOK_SECRET_KEY": "a key that only these tests know"}
            return running.enter_context(running_service(folder / "home", **own))

        yield on


@pytest.fixture(scope="session")
def service(request: pytest.FixtureRequest, services: Callable[[str], Service]) -> Service:
    """On the database that the test's parameter names, SQLite without one."""
    return services(getattr(request, "param", "sqlite"))


@contextlib.contextmanager
def tenants(service: Service) -> Iterator[Callable[[], Tenant]]:
    with contextlib.ExitStack() as open_clients:

        def make() -> Tenant:
            app_id, secret = service.new_application()
            http = open_clients.enter_context(httpx.Client(base_url=service.api, auth=(app_id, secret)))
            own = hornbook.Client(service.api, app_id=app_id, secret=secret, timeout=WITHIN)
            client = open_clients.enter_context(own)
            return Tenant(app_id, secret, http, client)

        yield make


@pytest.fixture
def new_tenant(service: Service) -> Iterator[Callable[[], Tenant]]:
    with tenants(service) as make:
        yield make


@pytest.fixture
def tenant(new_tenant: Callable[[], Tenant]) -> Tenant:
    return new_tenant()


@pytest.fixture
def management(service: Service) -> Iterator[httpx.Client]:
    """Raw HTTP as a management application, below /appManagement."""
    credentials = service.new_application(ApplicationKind.MANAGEMENT)
    with httpx.Client(base_url=f"{service.api}/appManagement", auth=credentials) as http:
        yield http


@pytest.fixture
def api(tenant: Tenant) -> httpx.Client:
    return tenant.http
