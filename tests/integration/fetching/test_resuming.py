"""Downloads that break off, from a server that ends its answers where a test says."""

import random
import re
import zlib
from dataclasses import dataclass, field

import pytest

from hornbook_server.services.fetching import PAUSES, FetchFailed
from tests.fixtures.web import Request, response, serving

FILE = random.Random(4).randbytes(300_000)
OTHER = random.Random(5).randbytes(280_000)
OLD = {"Last_Modified": "Tue, 01 Jul 2025 08:00:00 GMT", "Date": "Wed, 02 Jul 2025 08:00:00 GMT"}


@dataclass
class FileServer:
    """Answers ranges as RFC 9110 says; the n-th answer ends after `ends[n]` bytes of its body."""

    ends: list[int | None]
    file: bytes = FILE
    headers: dict[str, str] = field(default_factory=lambda: {"ETag": '"1"'})
    ranges: bool = True
    asked: list[tuple[str | None, str | None]] = field(default_factory=list)

    def __call__(self, request: Request) -> bytes:
        wanted, condition = request.headers.get("range"), request.headers.get("if-range")
        self.asked.append((wanted, condition))
        end = self.ends[len(self.asked) - 1] if len(self.asked) <= len(self.ends) else None
        if self.ranges and wanted and condition in self.headers.values():
            start = int(re.fullmatch(r"bytes=(\d+)-", wanted)[1])
            return self.cut(206, start, end, Content_Range=f"bytes {start}-{len(self.file) - 1}/{len(self.file)}")
        return self.cut(200, 0, end)

    def cut(self, status: int, start: int, end: int | None, **headers: str) -> bytes:
        rest = self.file[start:]
        return response(status, rest[:end], length=len(rest), **self.headers, **headers)


def test_a_download_that_breaks_off_goes_on_where_it_did(content, pauses):
    with serving(files := FileServer([100_000, 1, 150_000])) as site:
        assert content(f"{site.url}/a.zip") == FILE
    assert files.asked == [
        (None, None),
        ("bytes=100000-", '"1"'),
        ("bytes=100001-", '"1"'),
        ("bytes=250001-", '"1"'),
    ]
    assert pauses == list(PAUSES[:3])


def test_a_download_goes_on_by_the_time_of_the_last_change_where_there_is_no_etag(content):
    with serving(files := FileServer([100_000], headers=OLD)) as site:
        assert content(f"{site.url}/a.zip") == FILE
    assert files.asked[1] == ("bytes=100000-", OLD["Last_Modified"])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ETag": 'W/"1"'},
        {"Last_Modified": OLD["Last_Modified"]},
        {"Last_Modified": OLD["Last_Modified"], "Date": OLD["Last_Modified"]},
        {"Last_Modified": "yesterday", "Date": "today"},
        {"Last_Modified": "Tue, 01 Jul 2025 08:00:00 +" + "9" * 20, "Date": OLD["Date"]},
    ],
)
def test_what_nothing_names_for_certain_begins_again(content, headers):
    with serving(files := FileServer([100_000], headers=headers)) as site:
        assert content(f"{site.url}/a.zip") == FILE
    assert files.asked == [(None, None), (None, None)]


def test_a_server_that_knows_no_ranges_begins_again(content):
    with serving(FileServer([100_000, 200_000], ranges=False)) as site:
        assert content(f"{site.url}/a.zip") == FILE


def test_a_file_that_has_changed_begins_again(content, left_over):
    files = FileServer([100_000])

    def change(request):
        answer = files(request)
        files.file, files.headers = OTHER, {"ETag": '"2"'}
        return answer

    with serving(change) as site:
        assert content(f"{site.url}/a.zip") == OTHER
    assert len(left_over()) == 1


@pytest.mark.parametrize(
    ("start", "headers"),
    [
        (5, {"ETag": '"1"'}),
        (100_000, {"ETag": '"2"'}),
        (100_000, {"ETag": 'W/"1"'}),
        (None, {}),
        (None, {"Content_Range": f"bytes {'0' * 5000}100000-299999/300000"}),
        (None, {"Content_Range": f"bytes 100000-299999/{'9' * 5000}"}),
    ],
)
def test_a_part_that_does_not_fit_is_thrown_away(content, start, headers):
    files = FileServer([100_000])

    def misplace(request):
        if len(files.asked) != 1:
            return files(request)
        files.asked.append((request.headers["range"], None))
        shown = {} if start is None else {"Content_Range": f"bytes {start}-299999/300000"}
        return response(206, FILE[start or 0 :], **headers, **shown)

    with serving(misplace) as site:
        assert content(f"{site.url}/a.zip") == FILE
    assert [wanted for wanted, _ in files.asked] == [None, "bytes=100000-", None]


@pytest.mark.parametrize(
    ("status", "then"), [(416, None), *((status, "bytes=100000-") for status in (408, 425, 429, 503))]
)
def test_an_error_on_the_way_is_tried_again(content, status, then):
    files = FileServer([100_000])

    def fail_once(request):
        if len(files.asked) != 1:
            return files(request)
        files.asked.append(("failed", None))
        return response(status)

    with serving(fail_once) as site:
        assert content(f"{site.url}/a.zip") == FILE
    assert [wanted for wanted, _ in files.asked] == [None, "failed", then]


def test_parts_that_are_smaller_than_what_was_asked_for_add_up(content):
    def part(request):
        if "range" not in request.headers:
            return response(200, FILE[:100_000], length=300_000, ETag='"1"')
        start = int(request.headers["range"][6:-1])
        return response(206, FILE[start : start + 60_000], Content_Range=f"bytes {start}-{start + 59_999}/300000")

    with serving(part) as site:
        assert content(f"{site.url}/a.zip") == FILE


def test_a_server_that_keeps_breaking_off_is_given_up(fetched, pauses, left_over):
    with (
        serving(files := FileServer([10, *[0] * 9])) as site,
        pytest.raises(
            FetchFailed, match=r"^http://127.0.0.1:\d+/a.zip could not be downloaded: peer closed connection"
        ),
    ):
        fetched(f"{site.url}/a.zip")
    assert (len(files.asked), pauses) == (1 + len(PAUSES), list(PAUSES))
    assert left_over() == []


def test_a_server_that_breaks_off_often_but_brings_much_is_not_given_up(content, monkeypatch):
    monkeypatch.setattr("hornbook_server.services.fetching._WORTH_A_NEW_COUNT", 30_000)
    with serving(FileServer([30_000] * 9)) as site:
        assert content(f"{site.url}/a.zip") == FILE


def test_a_server_whose_file_changes_whenever_it_goes_on_is_given_up(fetched, pauses, monkeypatch):
    monkeypatch.setattr("hornbook_server.services.fetching._WORTH_A_NEW_COUNT", 30_000)

    def change(request):
        start = int((request.headers.get("range") or "bytes=0-")[6:-1])
        shown = {"Content_Range": f"bytes {start}-299999/300000"} if start else {}
        tag = f'"{len(site.seen)}"'
        return response(206 if start else 200, FILE[start : start + 30_000], length=300_000 - start, ETag=tag, **shown)

    with serving(change) as site, pytest.raises(FetchFailed, match="could not be downloaded"):
        fetched(f"{site.url}/a.zip")
    assert pauses == list(PAUSES)


def test_a_server_that_is_not_there_is_not_waited_for(fetched, pauses):
    with pytest.raises(FetchFailed, match=r"Connection refused$"):
        fetched("http://127.0.0.1:1/a.zip")
    assert pauses == []


def test_what_comes_compressed_though_not_asked_for_goes_on_too(content):
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(FILE * 3) + packer.flush()
    headers = {"ETag": '"1"', "Content_Encoding": "gzip"}
    with serving(files := FileServer([100_000, 100_000], file=packed, headers=headers)) as site:
        assert content(f"{site.url}/a.zip", limit=len(FILE) * 3) == FILE * 3
    assert [wanted for wanted, _ in files.asked] == [None, "bytes=100000-", "bytes=200000-"]


def test_progress_is_told_in_bytes_and_never_goes_beyond_the_whole(fetched):
    told = []
    with serving(FileServer([100_000])) as site:
        fetched(f"{site.url}/a.zip", reach=lambda came, total: told.append((came, total))).staged.discard()
    assert told == sorted(told)
    assert (told[0][1], told[-1]) == (300_000, (300_000, 300_000))


@pytest.mark.parametrize("seed", range(12))
def test_wherever_it_breaks_off_the_file_is_whole(content, seed):
    chance = random.Random(seed)
    ends = [chance.randrange(100_000) for _ in range(len(PAUSES))]
    with serving(FileServer(ends)) as site:
        assert content(f"{site.url}/a.zip") == FILE
