"""The record store's tests run twice: on SQLite, and on PostgreSQL where there is one."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from hornbook_server.domain.xapi_credential import PermissionsLevel
from tests.fixtures.values import an_xapi_credential

VERSIONS = ("1.0.3", "2.0.0")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "service" in metafunc.fixturenames:
        metafunc.parametrize("service", ["sqlite", "postgresql"], indirect=True, scope="session")


@pytest.fixture
def open_store(service) -> Iterator[Callable[..., httpx.Client]]:
    """A store of its own, as an application uses it."""
    clients: list[httpx.Client] = []

    def make(version: str = "1.0.3") -> httpx.Client:
        credentials = service.new_application()
        base = f"{service.url}/lrs/{credentials[0]}"
        headers = {"X-Experience-API-Version": version}
        clients.append(httpx.Client(base_url=base, auth=credentials, headers=headers))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def as_credential(service, store) -> Iterator[Callable[..., httpx.Client]]:
    """The store as a credential of a permissions level uses it, whose id is the client's user name."""
    clients: list[httpx.Client] = []

    def make(level: PermissionsLevel, name: str | None = None, **values: Any) -> httpx.Client:
        name = name or f"{level.lower()}-{len(clients)}"
        with service.hornbook.database.write() as stored:
            credential = an_xapi_credential(name, name=f"the {name}", secret="s", level=level, **values)
            stored.xapi_credentials.put(app_of(store), credential)
        clients.append(httpx.Client(base_url=store.base_url, auth=(name, "s"), headers=store.headers))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def app_of(store: httpx.Client) -> str:
    """The id of the application whose store this is."""
    return store.base_url.path.strip("/").rpartition("/")[2]


@pytest.fixture
def store(open_store) -> httpx.Client:
    return open_store()


@pytest.fixture
def newer_store(open_store) -> httpx.Client:
    return open_store("2.0.0")
