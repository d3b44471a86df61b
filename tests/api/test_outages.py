import contextlib
import dataclasses
import errno
from pathlib import Path

import httpx
import pytest

from hornbook_server.app import create_app
from hornbook_server.opening import open_hornbook
from hornbook_server.player.origin import launch_origin
from hornbook_server.storage.blobs import FolderBlobs
from hornbook_server.storage.database import Database
from tests.conftest import listening
from tests.fixtures import packages


@pytest.fixture
def cut_off(service):
    """The base URL of a service whose database does not answer."""
    away = Database("postgresql://127.0.0.1:1/away")
    app = create_app(dataclasses.replace(service.hornbook, database=away), validate_responses=True)
    with listening(app) as url:
        yield url
    away.close()


def test_a_database_that_does_not_answer_is_503_and_worth_another_try(cut_off):
    answer = httpx.get(f"{cut_off}/api/v2/courses", auth=("app", "secret"))
    assert (answer.status_code, answer.headers["retry-after"], answer.json()["message"]) == (
        503,
        "1",
        "The service's database does not answer; try again in a moment.",
    )


def test_the_state_of_a_service_without_its_database_is_503(cut_off):
    answer = httpx.get(f"{cut_off}/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "the database does not answer"})


def test_a_learner_is_asked_to_come_back_and_a_page_to_send_again(service):
    away = Database("postgresql://127.0.0.1:1/away")
    with listening(launch_origin(dataclasses.replace(service.hornbook, database=away))) as url:
        page, commits = httpx.get(f"{url}/play/launch/"), httpx.post(f"{url}/play/launch/commits", json={})
    away.close()
    assert (page.status_code, page.headers["retry-after"]) == (503, "1")
    assert "what you have done so far is kept" in page.text
    assert commits.status_code == 503


class FullDisk(FolderBlobs):
    """The kernel's own file that has room for nothing stands in place of each upload."""

    def stage(self):
        staged = super().stage()
        staged._file.close()
        staged._file = Path("/dev/full").open("wb")  # noqa: SIM115 the upload closes it
        return staged


class NoDescriptors(FolderBlobs):
    def stage(self):
        raise OSError(errno.EMFILE, "Too many open files")


@contextlib.contextmanager
def uploading_to(service, blobs):
    app = create_app(dataclasses.replace(open_hornbook(service.settings), blobs=blobs), validate_responses=True)
    with listening(app) as url:

        def upload(credentials, package):
            return httpx.post(
                f"{url}/api/v2/courses/importJobs/upload",
                params={"courseId": "golf"},
                files={"file": ("a.zip", package, "application/zip")},
                auth=credentials,
            )

        yield upload


@pytest.mark.parametrize("size", [0, 3 * 2**20], ids=["at the commit", "at a write"])
def test_an_upload_to_a_full_disk_is_507_and_leaves_nothing(service, tmp_path, size):
    package = packages.scorm12(extra={"film.mp4": bytes(size)})
    with uploading_to(service, FullDisk(tmp_path)) as upload:
        answer = upload(service.new_application(), package + bytes(size))

    message = "The service's disk is full: nothing was kept. Free some space there and try again."
    assert (answer.status_code, answer.json()) == (507, {"message": message, "error": message})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_upload_that_cannot_be_opened_is_503_and_worth_another_try(service, tmp_path):
    with uploading_to(service, NoDescriptors(tmp_path)) as upload:
        answer = upload(service.new_application(), packages.scorm12())

    assert (answer.status_code, answer.headers["retry-after"], answer.json()["message"]) == (
        503,
        "1",
        "The service's store does not answer; try again in a moment.",
    )
