"""Downloads of packages from where the caller says."""

import time
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from hornbook_server.domain.errors import DomainError, Invalid
from hornbook_server.services.download import Download, NotTheFile, Reach
from hornbook_server.services.outgoing import Outgoing, Unanswered, header
from hornbook_server.services.targets import Target, parse_target
from hornbook_server.storage.blobs import Staged

PAUSES = (0.5, 1.0, 2.0, 4.0)  # seconds, before the second try and those after it
_REDIRECTS = 5
_WHOLE = 3600.0  # seconds
_WORTH_A_NEW_COUNT = 1 << 20  # bytes
_REDIRECTING = (301, 302, 303, 307, 308)
_HEADERS = [("Accept", "*/*"), ("Accept-Encoding", "identity")]


class FetchFailed(DomainError):
    """A download that was refused or did not succeed; the message shows neither credentials nor the query."""


class Fetched(NamedTuple):
    """A file that has come whole, to be committed or discarded; `filename` is what its server calls it, or empty."""

    staged: Staged
    filename: str


def fetch(
    url: str,
    stage: Callable[[], Staged],
    *,
    outgoing: Outgoing,
    limit: int,
    reach: Reach = lambda _came, _total: None,
    pause: Callable[[float], None] = time.sleep,
) -> Fetched:
    """What `url` serves, `limit` bytes at the most; resumed where it breaks off. Raises Invalid and FetchFailed."""
    target = parse_target(url, field="url")
    download = Download(stage, limit=limit, reach=reach)
    try:
        _receive(target, download, outgoing, pause)
    except BaseException:
        download.discard()
        raise
    return Fetched(download.staged, download.filename)


def name_of(url: str) -> str:
    """The file name at the end of a URL; empty if there is none."""
    try:
        return unquote(PurePosixPath(urlsplit(url).path).name)
    except ValueError:
        return ""


def _receive(target: Target, download: Download, outgoing: Outgoing, pause: Callable[[float], None]) -> None:
    """Several tries in a row without much that is new are the last; what comes again after a new beginning is not."""
    deadline = time.monotonic() + _WHOLE
    pauses, farthest = iter(PAUSES), 0
    while True:
        try:
            _ask(target, download, outgoing, deadline)
        except Unanswered as broken:
            if download.came - farthest >= _WORTH_A_NEW_COUNT:
                pauses, farthest = iter(PAUSES), download.came
            seconds = next(pauses, None) if download.begun else None
            if seconds is None or time.monotonic() + seconds > deadline:
                raise FetchFailed(f"{target.shown} could not be downloaded: {broken}") from None
            pause(seconds)
        else:
            return


def _ask(target: Target, download: Download, outgoing: Outgoing, deadline: float) -> None:
    """One try, along all redirects."""
    hop = target
    for _ in range(_REDIRECTS + 1):
        headers = [*_HEADERS, *download.range_headers()]
        try:
            with outgoing.request("GET", hop, headers=headers, deadline=deadline) as answer:
                location = header(answer, "Location") if answer.status in _REDIRECTING else ""
                if not location:
                    download.take(answer)
                    return
        except NotTheFile as refusal:
            raise FetchFailed(f"{hop.shown} {refusal}") from None
        except Unanswered as broken:
            raise broken if hop is target else Unanswered(f"it redirects to {hop.shown}: {broken}") from None
        try:
            hop = hop.redirected(location)
        except Invalid as refusal:
            raise FetchFailed(f"{hop.shown} could not be downloaded: {refusal}") from None
    raise FetchFailed(f"{target.shown} could not be downloaded: it redirects more than {_REDIRECTS} times")
