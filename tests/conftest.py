"""A real service for the tests that need one: its own home, a listening server, a worker."""

import contextlib
import io
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

import hornbook
from hornbook_server.app import create_app, open_hornbook, prepare
from hornbook_server.contract.protocol import HttpProtocol
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.jobs.doorbell import open_doorbell
from hornbook_server.jobs.worker import run_worker
from hornbook_server.services.applications import create_application
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.settings import Settings, from_environment
from tests.fixtures import packages
from tests.fixtures.databases import database_url


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


def import_bytes(client: hornbook.Client, course_id: str, package: bytes, *, name: str = "package.zip", **options: Any):
    file = io.BytesIO(package)
    file.name = name
    return client.import_course(course_id, file, timeout=30, **options)


@contextlib.contextmanager
def listening(app: Any) -> Iterator[str]:
    """The base URL of an ASGI application served on a free port."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, http=HttpProtocol, ws="none", log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            while not server.started:
                thread.join(0.01)
                assert thread.is_alive(), "the server did not start"
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextlib.contextmanager
def working(hornbook_: Hornbook) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=run_worker, args=(hornbook_, open_doorbell(None)), kwargs={"stop": stop})
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextlib.contextmanager
def running_service(home: Path, *, worker: bool = True, **environment: str) -> Iterator[Service]:
    own = {"HORNBOOK_HOME": str(home), "HORNBOOK_VALIDATE_RESPONSES": "true", "HORNBOOK_FETCH_ALLOW": "127.0.0.1/32"}
    settings = from_environment(own | environment)
    prepare(settings)
    parts = open_hornbook(settings)
    app = create_app(parts, validate_responses=settings.validate_responses)
    with listening(app) as url, working(parts) if worker else contextlib.nullcontext():
        yield Service(url, parts, settings)


@pytest.fixture(scope="session")
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """On the database that the test's parameter names, SQLite without one."""
    folder = tmp_path_factory.mktemp("service")
    with database_url(getattr(request, "param", "sqlite"), folder) as database:
        own = {"HORNBOOK_DATABASE_URL": database, "HORNBOOK_SECRET_KEY": "a key that only these tests know"}
        with running_service(folder / "home", **own) as service:
            yield service


@pytest.fixture
def new_tenant(service: Service) -> Iterator[Callable[[], Tenant]]:
    with contextlib.ExitStack() as open_clients:

        def make() -> Tenant:
            app_id, secret = service.new_application()
            http = open_clients.enter_context(httpx.Client(base_url=service.api, auth=(app_id, secret), timeout=30))
            client = open_clients.enter_context(hornbook.Client(service.api, app_id=app_id, secret=secret))
            return Tenant(app_id, secret, http, client)

        yield make


@pytest.fixture
def tenant(new_tenant: Callable[[], Tenant]) -> Tenant:
    return new_tenant()


@pytest.fixture
def management(service: Service) -> Iterator[httpx.Client]:
    """Raw HTTP as a management application, below /appManagement."""
    credentials = service.new_application(ApplicationKind.MANAGEMENT)
    with httpx.Client(base_url=f"{service.api}/appManagement", auth=credentials, timeout=30) as http:
        yield http


@pytest.fixture
def api(tenant: Tenant) -> httpx.Client:
    return tenant.http
