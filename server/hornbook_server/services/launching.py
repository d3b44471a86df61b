"""Launch links: each is a capability for one preview or registration, signed, expiring, kept nowhere."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.launch import Preview, RegistrationLink
from hornbook_server.services import signed
from hornbook_server.services.hornbook import Hornbook

REDIRECT_WORDS = ("closer", "blank", "message")
_PURPOSE = "hornbook.preview"
_PURPOSE_OF_REGISTRATIONS = "hornbook.registration"


def preview_link(hornbook: Hornbook, preview: Preview) -> str:
    """An absolute URL that opens the preview until it expires; every link is another."""
    return f"{hornbook.launch_url}/launch/{signed.sign(hornbook.secret_key, _PURPOSE, preview)}"


def read_preview(hornbook: Hornbook, token: str) -> Preview | None:
    """What a link's token opens; None once it has expired, or if it never was one."""
    preview = signed.read(hornbook.secret_key, _PURPOSE, token, Preview)
    return preview if preview and hornbook.now() < preview.expires else None


def registration_link(hornbook: Hornbook, link: RegistrationLink) -> str:
    """An absolute URL that launches the registration until it expires; every link is another."""
    return f"{hornbook.launch_url}/launch/{signed.sign(hornbook.secret_key, _PURPOSE_OF_REGISTRATIONS, link)}"


def read_registration_link(hornbook: Hornbook, token: str) -> RegistrationLink | None:
    """As read_preview."""
    link = signed.read(hornbook.secret_key, _PURPOSE_OF_REGISTRATIONS, token, RegistrationLink)
    return link if link and hornbook.now() < link.expires else None


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
