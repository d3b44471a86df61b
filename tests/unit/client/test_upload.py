"""Sending a package: the body on the wire, its size in memory, and what the caller sees of it."""

import io
import tracemalloc
from email import message_from_bytes, policy

import pytest

from hornbook import Upload

PACKAGE = bytes(range(256)) * 1024


def parts(request):
    """The parts of a multipart request: name, filename, type and bytes of each."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    message = message_from_bytes(head + request.body, policy=policy.HTTP)
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def test_a_package_is_sent_as_one_part_with_its_length_announced(client, cloud, tmp_path):
    cloud.will_answer({"result": "job-1"})
    package = tmp_path / "golf course.zip"
    package.write_bytes(PACKAGE)

    job_id = client.upload_course("golf/1", package, may_create_new_version=True)

    assert job_id == "job-1"
    request = cloud.requests[0]
    assert request.line == "POST /api/v2/courses/importJobs/upload?courseId=golf%2F1&mayCreateNewVersion=true"
    assert request.headers["uploadedcontenttype"] == "application/zip"
    assert "transfer-encoding" not in request.headers
    assert parts(request) == [("file", "golf course.zip", "application/zip", PACKAGE)]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("talk.pdf", "application/pdf"),
        ("talk.mp4", "video/mp4"),
        ("talk.mp3", "audio/mpeg"),
        ("talk", "application/zip"),
    ],
)
def test_the_type_is_guessed_from_the_suffix(client, cloud, tmp_path, name, content_type):
    cloud.will_answer({"result": "job-1"})
    (tmp_path / name).write_bytes(b"media")

    client.upload_course("talk", tmp_path / name)

    assert cloud.requests[0].headers["uploadedcontenttype"] == content_type
    assert parts(cloud.requests[0]) == [("file", name, content_type, b"media")]


def test_an_open_file_is_sent_from_where_it_stands_and_left_open(client, cloud):
    cloud.will_answer({"result": "job-1"})
    stream = io.BytesIO(b"headerPACKAGE")
    stream.seek(6)

    client.upload_course("golf", stream, content_type="application/x-zip")

    assert parts(cloud.requests[0]) == [("file", "package.zip", "application/x-zip", b"PACKAGE")]
    assert not stream.closed


def test_progress_rises_to_the_whole_file(client, cloud):
    cloud.will_answer({"result": "job-1"})
    seen = []

    client.upload_course("golf", io.BytesIO(PACKAGE), progress=lambda sent, total: seen.append((sent, total)))

    assert seen == [(sent, len(PACKAGE)) for sent in range(65536, len(PACKAGE) + 1, 65536)]


def test_memory_does_not_grow_with_the_package(client, cloud, tmp_path):
    cloud.will_answer({"result": "job-1"})
    package = tmp_path / "big.zip"
    with package.open("wb") as file:
        file.truncate(48 << 20)

    tracemalloc.start()
    client.upload_course("big", package)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert cloud.requests[0].length > 48 << 20
    assert peak < 4 << 20


def test_a_pipe_is_refused_with_what_to_do():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    with pytest.raises(ValueError, match="write it to disk and pass its path"):
        Upload(Pipe(b"PACKAGE"))
