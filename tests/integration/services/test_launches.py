"""Launches: opened, found while they last, and gone with their course."""

import io

import pytest
from sqlalchemy import delete

from hornbook_server.domain.errors import NotFound
from hornbook_server.domain.launch import Preview, RegistrationLink
from hornbook_server.domain.package import Member
from hornbook_server.domain.registration import Learner, NewRegistration
from hornbook_server.packages import read_package
from hornbook_server.services.content import find_file
from hornbook_server.services.importing import sweep
from hornbook_server.services.launches import PREVIEW_KEPT, find_launch, open_preview, open_registration
from hornbook_server.services.registering import register
from hornbook_server.services.running import open_run
from hornbook_server.storage.registration_tables import registration_instances
from tests.fixtures import packages
from tests.fixtures.values import START


@pytest.fixture
def preview(hornbook):
    """Of a course whose files are not listed, as those of older releases."""
    content = packages.scorm12()
    staged = hornbook.blobs.stage()
    staged.write(content)
    package = read_package(io.BytesIO(content), filename="golf.zip")
    with hornbook.database.write() as stored:
        stored.courses.add_version(
            "APP", "golf", package, blob=staged.commit(), size=1, sha256="", tags=(), now=hornbook.now()
        )
    return Preview(app_id="APP", course_id="golf", version=0, expires=START, start_sco="ITEM1")


def test_each_opening_is_a_launch_of_its_own_and_reads_back(hornbook, preview):
    first, second = open_preview(hornbook, preview), open_preview(hornbook, preview)
    assert (find_launch(hornbook, first.id), find_launch(hornbook, second.id)) == (first, second)
    assert first.id != second.id
    assert len(first.id) >= 22
    assert (first.manner, first.expires) == (preview, hornbook.now() + PREVIEW_KEPT)


def test_a_launch_ends_a_day_after_its_last_use_and_is_swept(hornbook, preview, clock):
    used, unused = open_preview(hornbook, preview), open_preview(hornbook, preview)
    clock.pass_(hours=23)
    assert find_launch(hornbook, used.id).id == used.id
    clock.pass_(hours=2)
    assert find_launch(hornbook, unused.id) is None
    sweep(hornbook)
    clock.pass_(hours=-2)
    assert find_launch(hornbook, unused.id) is None
    assert find_launch(hornbook, used.id).expires == hornbook.now() + PREVIEW_KEPT


def test_no_launch_opens_a_version_that_is_gone_and_none_outlives_it(hornbook, preview):
    launch = open_preview(hornbook, preview)
    with hornbook.database.write() as stored:
        stored.courses.delete("APP", "golf")
    assert find_launch(hornbook, launch.id) is None
    with pytest.raises(NotFound):
        open_preview(hornbook, preview)


def test_files_of_an_upload_of_an_older_release_are_listed_when_it_is_first_launched(hornbook, preview):
    launch = open_preview(hornbook, preview)
    found = find_file(hornbook, launch.blob, ("content/1.html",))
    assert isinstance(found, Member)
    with hornbook.blobs.open(launch.blob) as file:
        assert found in read_package(file, filename="golf.zip").members


def test_a_launch_whose_instance_is_gone_just_now_has_ended(hornbook, preview):
    register(hornbook, "APP", NewRegistration(id="r", course_id="golf", learner=Learner(id="ada")))
    launch = open_registration(hornbook, RegistrationLink(app_id="APP", registration_id="r", expires=START))
    with hornbook.database.write() as stored:
        stored.registrations._connection.execute(delete(registration_instances))

    assert find_launch(hornbook, launch.id) is None


def test_a_page_that_opens_once_its_progress_is_deleted_is_told(hornbook, preview):
    register(hornbook, "APP", NewRegistration(id="r", course_id="golf", learner=Learner(id="ada")))
    launch = open_registration(hornbook, RegistrationLink(app_id="APP", registration_id="r", expires=START))
    with hornbook.database.write() as stored:
        stored.instances.reset("APP", "r", hornbook.now())

    with pytest.raises(NotFound, match=r"^this launch has ended"):
        open_run(hornbook, launch)
