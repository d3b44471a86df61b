"""A host of its own for each launch, so that browsers keep what courses store apart (HORNBOOK_LAUNCH_URL with `*.`)."""

import base64
import hashlib
from urllib.parse import urlsplit

from starlette.types import Receive, Scope, Send

from hornbook_server.player.content import Content
from hornbook_server.player.representations import Whole
from hornbook_server.services.hornbook import Hornbook

_ELSEWHERE = b"This launch is at a host of its own. Open the course again from where you found it."


def location_of(hornbook: Hornbook, launch_id: str) -> str:
    """Where the player's page of a launch is, for a redirect from its link."""
    if not hornbook.launch_hosts:
        return f"../play/{launch_id}/"  # relative, so that a proxy may put the launch origin below a path
    parts = urlsplit(hornbook.launch_url)
    return f"{parts.scheme}://{_label(launch_id)}.{parts.netloc}{parts.path}/play/{launch_id}/"


class OwnHosts:
    """Answers 404 to what is asked of a launch at another host: its content would run beside another course's."""

    def __init__(self, next_app: Content) -> None:
        self._next_app = next_app

    def at_once(self, scope: Scope) -> Whole | None:
        """What the content answers without waiting, at the launch's own host."""
        parts = scope["raw_path"].split(b"/", 3)
        own = len(parts) > 2 and _first_label(scope) == _label(parts[2].decode("latin1"))  # noqa: PLR2004 as in /play/x
        return self._next_app.at_once(scope) if own else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = scope["path"].split("/", 3) if scope["type"] == "http" else []
        if len(parts) < 3 or parts[1] != "play" or _first_label(scope) == _label(parts[2]):  # noqa: PLR2004 as in /play/x
            await self._next_app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 404, "headers": headers})
        await send({"type": "http.response.body", "body": _ELSEWHERE})


def _label(launch_id: str) -> str:
    """Names of hosts have one case, so it is not the id itself; nor does it give that away."""
    return base64.b32encode(hashlib.sha256(launch_id.encode()).digest()[:20]).decode().lower()


def _first_label(scope: Scope) -> str:
    host: bytes = dict(scope["headers"]).get(b"host", b"")
    return host.partition(b".")[0].decode("latin1").lower()
