"""Downloads over real sockets: everything listens on this machine, on addresses that a test allows or does not."""

import socket
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from hornbook_server.services.fetching import Fetched, fetch
from hornbook_server.services.outgoing import Outgoing
from hornbook_server.storage.blobs import Blobs

ALLOWED = (ip_network("127.0.0.1/32"), ip_network("127.0.0.2/32"))


@pytest.fixture
def store(tmp_path: Path) -> Blobs:
    return Blobs.from_url((tmp_path / "store").as_uri())


@pytest.fixture
def pauses() -> list[float]:
    """How long a download waited before its further tries; nobody really waits."""
    return []


@pytest.fixture
def fetched(store: Blobs, pauses: list[float]) -> Callable[..., Fetched]:
    """`fetch` from this machine's first two addresses."""

    def get(url: str, *, outgoing: Outgoing | None = None, limit: int = 1 << 20, **options: Any) -> Fetched:
        outgoing = outgoing or Outgoing(ALLOWED, resolve=socket.getaddrinfo)
        return fetch(url, store.stage, outgoing=outgoing, limit=limit, pause=pauses.append, **options)

    return get


@pytest.fixture
def content(store: Blobs, fetched: Callable[..., Fetched]) -> Callable[..., bytes]:
    """The bytes that were fetched."""

    def get(url: str, **options: Any) -> bytes:
        with store.open(fetched(url, **options).staged.commit()) as file:
            return file.read()

    return get


@pytest.fixture
def left_over(tmp_path: Path) -> Callable[[], list[str]]:
    """Names of what is in the store."""
    return lambda: [path.name for path in (tmp_path / "store").rglob("*") if path.is_file()]
