"""Blobs in a folder and in an object store: nothing is there before it is committed."""

import hashlib
import signal
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from obstore.store import MemoryStore

from hornbook_server.settings import SettingsError
from hornbook_server.storage.blobs import Blobs, ObjectBlobs
from tests.fixtures import packages

CONTENT = b"a package" * 1000


@pytest.fixture(params=["file", "memory", "s3"])
def blobs(request, tmp_path):
    match request.param:
        case "file":
            return Blobs.from_url((tmp_path / "store").as_uri())
        case "memory":
            return ObjectBlobs(MemoryStore())
    return Blobs.from_url(request.getfixturevalue("s3_url"))


def everything(blobs):
    return list(blobs.list_older(datetime.now(UTC) + timedelta(hours=1)))


def committed(blobs, content=CONTENT):
    staged = blobs.stage()
    staged.write(content)
    return staged.commit()


def test_what_was_written_in_pieces_reads_back_whole(blobs):
    staged = blobs.stage()
    for piece in (CONTENT, bytearray(b"more"), memoryview(b"and more")):
        staged.write(piece)
    written = CONTENT + b"moreand more"
    assert (staged.size, staged.sha256) == (len(written), hashlib.sha256(written).hexdigest())

    with blobs.open(staged.commit()) as file:
        assert file.read() == written


def test_a_stored_zip_can_be_read_where_it_lies(blobs):
    with blobs.open(committed(blobs, packages.scorm12())) as file, zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert "imsmanifest.xml" in archive.namelist()


def test_reading_seeks_from_both_ends(blobs):
    with blobs.open(committed(blobs, b"0123456789")) as file:
        assert (file.seekable(), file.seek(-3, 2), file.read(2), file.tell()) == (True, 7, b"78", 9)
        assert (file.seek(1), file.read(3), file.read(), file.read(1)) == (1, b"123", b"456789", b"")


def test_a_discarded_blob_leaves_nothing_and_a_committed_one_stays(blobs):
    staged = blobs.stage()
    staged.write(CONTENT)
    staged.discard()
    staged.discard()
    assert everything(blobs) == []

    staged = blobs.stage()
    staged.write(CONTENT)
    key = staged.commit()
    staged.discard()
    assert everything(blobs) == [key]


def test_a_part_of_a_blob_is_read_where_it_lies(blobs):
    key = committed(blobs, b"0123456789")
    assert [blobs.read_at(key, *part) for part in ((0, 3), (4, 0), (7, 3))] == [b"012", b"", b"789"]
    with pytest.raises(EOFError, match="ends at 10, before 12"):
        blobs.read_at(key, 7, 5)


def test_no_part_of_a_blob_that_is_gone_is_read(blobs):
    with pytest.raises(FileNotFoundError):
        blobs.read_at("packages/none", 0, 1)


def test_a_deleted_blob_is_gone_and_may_be_deleted_again(blobs):
    key = committed(blobs)
    blobs.delete(key)
    blobs.delete(key)

    with pytest.raises(FileNotFoundError):
        blobs.open(key)


def test_only_what_is_older_is_listed(blobs):
    key = committed(blobs)
    assert list(blobs.list_older(datetime.now(UTC) - timedelta(hours=1))) == []
    assert everything(blobs) == [key]


def test_an_upload_whose_process_is_killed_is_no_blob_and_can_be_swept(tmp_path):
    store = (tmp_path / "store").as_uri()
    program = """
import sys
from hornbook_server.storage.blobs import Blobs, ObjectBlobs
staged = Blobs.from_url(sys.argv[1]).stage()
staged.write(b"half a package" * 100_000)
print("written", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, store], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    blobs = Blobs.from_url(store)

    (abandoned,) = everything(blobs)
    assert list((tmp_path / "store" / "packages").iterdir()) == []
    blobs.delete(abandoned)
    assert everything(blobs) == []


@pytest.mark.parametrize(
    "url", ["ftp://host/folder", "/a/folder", "https://host/folder", "file://folder/below", "file:folder", "memory:///"]
)
def test_what_names_no_store_is_refused_with_the_kinds_there_are(url):
    with pytest.raises(SettingsError) as refused:
        Blobs.from_url(url)
    assert str(refused.value) == (
        f"HORNBOOK_STORE_URL={url!r} names no store: "
        "write file:///folder, s3://bucket, gs://bucket or az://account/container"
    )
