"""Launch links: each is a capability for one preview, signed, expiring, kept nowhere."""

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from hornbook_server.domain.errors import Invalid
from hornbook_server.services import signed
from hornbook_server.services.hornbook import Hornbook

REDIRECT_WORDS = ("closer", "blank", "message")
_PURPOSE = "hornbook.preview"


class Preview(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a link opens. `redirect` is a URL, one of REDIRECT_WORDS in lower case, or empty for the default."""

    app_id: str
    course_id: str
    version: int
    expires: datetime
    redirect: str = ""
    start_sco: str = ""
    culture: str = ""
    css_url: str = ""
    additional_values: tuple[tuple[str, str], ...] = ()
    nonce: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(16))


def preview_link(hornbook: Hornbook, preview: Preview) -> str:
    """An absolute URL that opens the preview until it expires; every link is another."""
    return f"{hornbook.public_url}/launch/{signed.sign(hornbook.secret_key, _PURPOSE, preview)}"


def read_preview(hornbook: Hornbook, token: str) -> Preview | None:
    """What a link's token opens; None once it has expired, or if it never was one."""
    preview = signed.read(hornbook.secret_key, _PURPOSE, token, Preview)
    return preview if preview and hornbook.now() < preview.expires else None


def expiry(hornbook: Hornbook, seconds: int) -> datetime:
    return hornbook.now() + timedelta(seconds=seconds)


def redirect_target(text: str) -> str:
    """A redirect as Preview has it; raises Invalid for what is neither a URL nor one of REDIRECT_WORDS."""
    if text.lower() in ("", *REDIRECT_WORDS):
        return text.lower()
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        whole = None
    if not whole:
        words = ", ".join(REDIRECT_WORDS)
        raise Invalid(f"redirectOnExitUrl: '{text}' is neither an absolute http or https URL nor one of {words}")
    return text
