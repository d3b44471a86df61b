"""A ring is heard across connections; a bell that is broken stops nobody."""

import shutil
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

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


def waited(doorbell, *, stop=False):
    """How long the doorbell lets a worker wait, in seconds."""
    stopping = threading.Event()
    if stop:
        stopping.set()
    begun = time.monotonic()
    doorbell.wait(stopping)
    return time.monotonic() - begun


def test_a_ring_is_heard_at_once_and_once_by_another_connection(queue_url):
    with closing(open_doorbell(queue_url)) as door, closing(open_doorbell(queue_url)) as ear:
        silence = waited(ear)
        door.ring("job")

        assert waited(ear) < 0.8 * silence
        assert waited(ear) > 0.8 * silence
        assert 0.04 < silence < 3


def test_a_ring_ends_a_wait_under_way(queue_url):
    heard = threading.Event()

    def listen():
        with closing(open_doorbell(queue_url)) as ear:
            ear.wait(threading.Event())
            heard.set()

    listener = threading.Thread(target=listen)
    listener.start()
    with closing(open_doorbell(queue_url)) as door:
        door.ring("job")
    assert heard.wait(3)
    listener.join()


def test_processes_that_start_together_can_all_open_the_queue(queue_url):
    with ThreadPoolExecutor(4) as processes:
        for doorbell in processes.map(open_doorbell, [queue_url] * 4):
            doorbell.close()


def test_without_a_queue_a_worker_looks_until_it_is_stopped():
    doorbell = open_doorbell(None)
    doorbell.ring("job")

    assert 0.04 < waited(doorbell) < 1
    assert waited(doorbell, stop=True) < 0.04


def test_a_queue_that_went_away_neither_fails_a_ring_nor_stops_a_worker(caplog):
    doorbell = open_doorbell(f"redis://127.0.0.1:{free_port()}/0")
    doorbell.ring("job-1")
    waited(doorbell, stop=True)

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
