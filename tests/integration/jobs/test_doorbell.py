"""A ring is heard across connections; a bell that is broken stops nobody."""

import shutil
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing

import pytest

from hornbook_server.jobs import doorbell
from hornbook_server.jobs.doorbell import open_doorbell
from hornbook_server.settings import SettingsError
from tests.fixtures.databases import postgresql_schema
from tests.fixtures.ports import free_port
from tests.fixtures.waiting import until


def listens(port):
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def redis_url():
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server on the PATH")
    port = free_port()
    with subprocess.Popen([server, "--port", str(port), "--save", ""], stdout=subprocess.DEVNULL) as process:
        until(lambda: listens(port))
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


@pytest.fixture(params=["redis", "postgresql", "sqlite"])
def queue_url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'queue.db'}"
    elif request.param == "redis":
        yield request.getfixturevalue("redis_url")
    else:
        with postgresql_schema() as url:
            yield url


@pytest.fixture
def patience(monkeypatch):
    """Seconds that a doorbell opened from now on waits without a ring: more than any load delays a ring by."""
    monkeypatch.setattr(doorbell, "_LISTEN_FOR", 60)
    monkeypatch.setattr(doorbell, "_LOOK_EVERY", 60)
    return 60


def waited(bell, *, stop=False):
    """How long the doorbell lets a worker wait, in seconds."""
    stopping = threading.Event()
    if stop:
        stopping.set()
    begun = time.monotonic()
    bell.wait(stopping)
    return time.monotonic() - begun


def test_a_ring_is_heard_at_once_and_once_by_another_connection(queue_url, patience, monkeypatch):
    with closing(open_doorbell(queue_url)) as door, closing(open_doorbell(queue_url)) as ear:
        door.ring("job")
        assert waited(ear) < patience / 2

    monkeypatch.undo()
    with closing(open_doorbell(queue_url)) as ear:
        assert waited(ear) > 0.04


@pytest.mark.parametrize("queue_url", ["redis", "postgresql"], indirect=True)
def test_a_ring_ends_a_wait_under_way(queue_url, patience):
    def listen():
        with closing(open_doorbell(queue_url)) as ear:
            return waited(ear)

    with ThreadPoolExecutor(1) as listener, closing(open_doorbell(queue_url)) as door:
        waiting = listener.submit(listen)
        while not waiting.done():  # a ring before the other listens may be lost
            door.ring("job")
            wait([waiting], timeout=0.1)
        assert waiting.result() < patience / 2


def test_processes_that_start_together_can_all_open_the_queue(queue_url):
    with ThreadPoolExecutor(4) as processes:
        for bell in processes.map(open_doorbell, [queue_url] * 4):
            bell.close()


def test_without_a_queue_a_worker_looks_now_and_then():
    bell = open_doorbell(None)
    bell.ring("job")

    assert waited(bell) > 0.04


def test_without_a_queue_a_worker_that_is_stopped_waits_no_more(patience):
    assert waited(open_doorbell(None), stop=True) < patience / 2


def test_a_queue_that_went_away_neither_fails_a_ring_nor_stops_a_worker(caplog):
    bell = open_doorbell(f"redis://127.0.0.1:{free_port()}/0")
    bell.ring("job-1")
    waited(bell, stop=True)

    assert "the queue does not take the ring for import job job-1" in caplog.text
    assert "the queue does not answer" in caplog.text


def test_a_queue_of_an_unknown_kind_is_refused_with_the_kinds_there_are():
    with pytest.raises(SettingsError) as refused:
        open_doorbell("amqp://host")
    assert str(refused.value) == (
        "HORNBOOK_QUEUE_URL starts with amqp: write redis://host, rediss://host, postgresql://host/name "
        "or sqlite:///path, or leave it out"
    )


def test_a_queue_that_cannot_be_opened_is_refused_by_the_name_of_its_setting(tmp_path):
    with pytest.raises(SettingsError, match="HORNBOOK_QUEUE_URL: the queue cannot be opened: unable to open"):
        open_doorbell(f"sqlite:///{tmp_path / 'no folder' / 'queue.db'}")
