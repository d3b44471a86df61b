"""What the player's page calls at the launch origin, and what it is told where that cannot be."""

import httpx
import pytest

from hornbook_server.player import assets
from tests.fixtures import packages

_LONG = b"A" * 9000


@pytest.fixture
def play(tenant):
    """The address of a launch, with its slash at the end."""
    tenant.imported("golf", packages.scorm12(scos=2))
    link = tenant.http.post("/courses/golf/preview", json={}).json()["launchLink"]
    return str(httpx.get(link, follow_redirects=True).url)


def _with_change(change):
    commit = b'{"number": 1, "activity": "ITEM1", "attempt": 1, "changes": {"a": %b}}'
    return b'{"opening": 1, "commits": [%b]}' % (commit % change)


def commits(opening, *numbers, **more):
    entries = [{"number": n, "activity": "ITEM1", "attempt": 1, "changes": {"a": str(n)}} for n in numbers]
    return {"opening": opening, "commits": entries} | more


def test_a_page_opens_and_its_changes_are_kept(play):
    opened = httpx.post(f"{play}openings")
    kept = httpx.post(f"{play}commits", json=commits(1, 1, 2))
    again = httpx.post(f"{play}openings")

    assert opened.json() == {"opening": 1, "stored": {}, "losses": []}
    assert (kept.status_code, kept.json()) == (200, {"applied": 2})
    assert again.json() == {"opening": 2, "stored": {"ITEM1": {"attempt": 1, "elements": {"a": "2"}}}, "losses": []}


def test_a_page_that_another_has_taken_over_from_is_told(play):
    for _ in range(2):
        httpx.post(f"{play}openings")
    answer = httpx.post(f"{play}commits", json=commits(1, 1))

    assert (answer.status_code, answer.json()) == (
        409,
        {"message": "the page has been opened again; what this one does is no longer kept"},
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"opening": 1}',
        b'{"opening": "1", "commits": []}',
        b'{"opening": 1, "commits": [], "unheard": 1}',
        b'{"opening": 1, "commits": [], "last": 99999999999}',
        b'{"opening": 1, "commits": [{"number": 1, "activity": "A", "attempt": 99999999999, "changes": {}}]}',
        b'{"opening": 1, "commits": [{"number": 1, "activity": "\\u0000", "attempt": 1, "changes": {}}]}',
        b'{"opening": 1, "commits": [{"number": 1, "activity": "%s", "attempt": 1, "changes": {}}]}' % _LONG,
        b'{"opening": 1, "commits": [], "last": 1, "left": [{"activity": "A", "element": "%s", "characters": 1}]}'
        % _LONG,
        b'{"opening": 1, "commits": [{"number": 1, "activity": "ITEM9", "attempt": 1, "changes": {"a": "1"}}]}',
        b'{"opening": 1, "commits": [{"number": 1, "activity": "ITEM1", "attempt": 1, "changes": {"%s": "1"}}]}'
        % _LONG,
        _with_change(b'"\\ud800"'),
        _with_change(b"1"),
        _with_change(b'{"at": 5, "remove": 1, "insert": ""}'),
    ],
)
def test_a_body_that_is_no_batch_is_refused(play, body):
    httpx.post(f"{play}openings")
    answer = httpx.post(f"{play}commits", content=body)

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("body: ")


@pytest.mark.parametrize("endpoint", ["openings", "commits", "sessions"])
def test_a_body_that_is_too_long_is_refused_before_it_is_read(play, endpoint):
    answer = httpx.post(f"{play}{endpoint}", content=b" " * (32 * 2**20 + 1))

    assert (answer.status_code, answer.json()) == (413, {"message": f"body: it has at most {32 * 2**20} bytes"})


@pytest.mark.parametrize("endpoint", ["openings", "commits"])
def test_an_unknown_launch_is_404(play, endpoint):
    address = play.rstrip("/").rpartition("/")[0]
    answer = httpx.post(f"{address}/unknown/{endpoint}", json=commits(1, 1))

    assert (answer.status_code, answer.json()) == (
        404,
        {"message": "this launch has ended, or its course has been deleted"},
    )


def test_a_batch_beyond_all_measure_is_refused_unread(play):
    httpx.post(f"{play}openings")
    answer = httpx.post(f"{play}commits", content=b" " * (32 * 2**20 + 1))

    assert answer.status_code == 413


def test_the_page_may_load_nothing_but_its_own(play, service):
    policy = httpx.get(play).headers["content-security-policy"].split("; ")

    assert f"script-src {service.settings.launch_url}/player/ 'wasm-unsafe-eval'" in policy
    assert any(rule.startswith(f"connect-src {play} ") for rule in policy)


def test_built_files_are_kept_for_good_and_nothing_else_is_there(play):
    page = httpx.get(play)
    script = page.text.partition('<script type="module" src="')[2].partition('"')[0]
    built = httpx.get(httpx.URL(play).join(script))
    away = [httpx.get(httpx.URL(play).join(f"../../player/{path}")) for path in ("nothing.js", "..%2fpages.py")]

    assert built.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert built.headers["content-encoding"] == "gzip"
    assert [answer.status_code for answer in away] == [404, 404]


def test_a_service_whose_player_has_not_been_built_says_how_to(play, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    page = httpx.get(play)

    assert (page.status_code, "make setup" in page.text) == (503, True)
