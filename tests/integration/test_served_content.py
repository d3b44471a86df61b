"""Packages imported and read back over HTTP, file by file, from folders and from object stores."""

import gzip
import http.client
import io
import zipfile
from urllib.parse import quote, urlsplit

import httpx
import pytest

import hornbook
from hornbook_server.packages import read_package
from tests.conftest import import_bytes, running_service
from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN
from tests.integration import corpus

SERVED = (
    "aicc-ispring-stktech.zip",
    "hostile-names-cp866.zip",
    "hostile-names-utf8-flag.zip",
    "scorm12-golf-runtimebasic.zip",
    "scorm2004-4th-viddler.zip",
    "xapi-golf-prototype.zip",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running_service(tmp_path_factory.mktemp("served") / "home") as service:
        yield service


def imported(service, package: bytes) -> str:
    """Where a launch of the package has its files."""
    app_id, secret = service.new_application()
    with hornbook.Client(service.api, app_id=app_id, secret=secret, timeout=WITHIN) as client:
        import_bytes(client, "course", package)
    link = httpx.post(f"{service.api}/courses/course/preview", json={}, auth=(app_id, secret)).json()["launchLink"]
    opening = httpx.get(link)
    return f"{opening.url.join(opening.headers['location'])}content/"


class Reader:
    """Files over one connection, as bytes that no HTTP library has decoded."""

    def __init__(self, base: str) -> None:
        place = urlsplit(base)
        self._connection = http.client.HTTPConnection(place.netloc)
        self._folder = place.path

    def get(self, path: str, **headers: str) -> tuple[int, bytes, str | None]:
        """Status, body and Content-Encoding."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", self._folder + quote(path), headers={"Accept-Encoding": "identity"} | named)
        answer = self._connection.getresponse()
        return answer.status, answer.read(), answer.getheader("content-encoding")

    def close(self) -> None:
        self._connection.close()


def check(base: str, path: str, content: bytes, *, deflated: bool) -> None:
    """Whole and in part, coded and not, it is what was zipped."""
    reader = Reader(base)
    try:
        assert reader.get(path) == (200, content, None)
        coded = reader.get(path, Accept_Encoding="gzip")
        if deflated:
            assert (coded[0], gzip.decompress(coded[1]), coded[2]) == (200, content, "gzip")
        else:
            assert coded == (200, content, None)
        if content:
            middle = len(content) // 2
            part = reader.get(path, Accept_Encoding="gzip", Range=f"bytes={middle}-")
            assert part == (206, content[middle:], None)
    finally:
        reader.close()


@pytest.mark.parametrize("name", SERVED)
def test_every_file_of_a_package_comes_out_as_it_went_in(service, name):
    if not (corpus.CORPUS / name).exists():
        pytest.skip("the corpus is not beside this checkout")
    package = (corpus.CORPUS / name).read_bytes()
    members = read_package(io.BytesIO(package), filename=name).members
    base = imported(service, package)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        zipped = {info.header_offset: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    in_order = [content for _, content in sorted(zipped.items())]
    for member, content in zip(sorted(members, key=lambda member: member.offset), in_order, strict=True):
        check(base, member.path, content, deflated=member.deflated)


LONG = b"".join(b"%d " % number for number in range(600_000))  # 4 MB: inflated in a thread, sent in several chunks


@pytest.mark.parametrize("store", ["folder", "s3"])
def test_long_and_short_files_are_served_from_every_store(store, request, tmp_path):
    environment = {"HORNBOOK_STORE_URL": request.getfixturevalue("s3_url")} if store == "s3" else {}
    manifest = packages.manifest(
        packages.organization("Golf", packages.item(1)), packages.resources(packages.resource(1, "a.html"))
    )
    contents = {"a.html": b"<p>Fore!</p>", "long.txt": LONG, "empty.txt": b""}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", manifest)
        for path, content in contents.items():
            archive.writestr(path, content)
            archive.writestr(f"stored/{path}", content, zipfile.ZIP_STORED)

    with running_service(tmp_path / "home", **environment) as service:
        base = imported(service, buffer.getvalue())
        for path, content in contents.items():
            check(base, path, content, deflated=True)
            check(base, f"stored/{path}", content, deflated=False)


def test_a_package_that_has_left_the_store_is_404_and_not_a_broken_answer(tmp_path):
    with running_service(tmp_path / "home") as service:
        base = imported(service, packages.scorm12())
        for blob in (tmp_path / "home" / "store" / "packages").iterdir():
            blob.unlink()
        answer = httpx.get(base + "content/1.html")
    assert (answer.status_code, answer.text[:21]) == (404, "This launch has ended")
