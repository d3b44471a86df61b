"""What the content of a launch does as time passes, clients leave and the store fails."""

import asyncio
import errno
from itertools import repeat

import httpx
import pytest
from obstore.exceptions import GenericError

from hornbook_server.domain.job import ImportRequest
from hornbook_server.domain.launch import Preview
from hornbook_server.jobs.worker import work_once
from hornbook_server.player.content import Content, _send_rest
from hornbook_server.services.importing import accept_upload
from hornbook_server.services.launches import open_preview
from tests.fixtures import packages


@pytest.fixture
def launch(hornbook):
    staged = hornbook.blobs.stage()
    staged.write(packages.scorm12())
    accept_upload(hornbook, "APP", ImportRequest(course_id="golf", filename="golf.zip"), staged)
    assert work_once(hornbook)
    return open_preview(hornbook, Preview(app_id="APP", course_id="golf", version=0, expires=hornbook.now()))


async def nothing(scope, receive, send):
    raise AssertionError("this is no content")


def test_a_deleted_course_is_served_for_two_seconds_at_most(hornbook, clock, launch):
    content = Content(nothing, hornbook)

    def status() -> int:
        async def get() -> int:
            transport = httpx.ASGITransport(content)
            async with httpx.AsyncClient(transport=transport, base_url="http://launch") as client:
                return (await client.get(f"/play/{launch.id}/content/content/1.html")).status_code

        return asyncio.run(get())

    assert status() == 200
    with hornbook.database.write() as stored:
        stored.courses.delete("APP", "golf")
    clock.pass_(seconds=2)
    assert status() == 404


def test_only_what_was_lately_found_and_is_still_there_is_answered_at_once(hornbook, clock, launch):
    content = Content(nothing, hornbook)
    path = f"/play/{launch.id}/content/content/1.html"

    def at_once(path: str = path, *headers: tuple[bytes, bytes]) -> int | None:
        answer = content.at_once({"raw_path": path.encode(), "headers": headers})
        return answer and answer[0]

    def find() -> None:
        async def get() -> None:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(content), base_url="http://launch") as client:
                assert (await client.get(path)).status_code == 200

        asyncio.run(get())

    assert at_once() is None
    find()
    assert (at_once(), at_once(path, (b"range", b"bytes=1-2"))) == (200, 206)
    assert at_once(path.replace("1.html", "2.html")) is None
    assert at_once(path.replace("/content/", "/", 1)) is None
    assert at_once(path, (b"service-worker", b"script")) is None
    clock.pass_(seconds=2)
    assert at_once() is None
    find()
    hornbook.blobs.delete(launch.blob)
    clock.pass_(seconds=0)
    assert at_once() == 200  # for as long as the descriptor is kept


@pytest.mark.parametrize("fault", [OSError(errno.EMFILE, "Too many open files"), GenericError("HTTP error")])
def test_a_store_that_does_not_answer_is_503_and_worth_another_try(hornbook, launch, monkeypatch, fault):
    def read_at(*_: object) -> bytes:
        raise fault

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(Content(nothing, hornbook))
        async with httpx.AsyncClient(transport=transport, base_url="http://launch") as client:
            return await client.get(f"/play/{launch.id}/content/content/1.html")

    monkeypatch.setattr(hornbook.blobs, "read_at", read_at)
    answer = asyncio.run(get())

    sentence = "The service's store does not answer; try again in a moment."
    assert (answer.status_code, answer.headers["retry-after"], answer.text) == (503, "1", sentence)


def test_what_a_client_has_left_is_not_read_to_its_end():
    sent = []

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    asyncio.run(_send_rest(repeat(b"endless"), receive, send, slowly=False))
    assert 0 < len(sent) < 50
