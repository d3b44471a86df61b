"""The process's own configuration, read once from HORNBOOK_* variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

Network = IPv4Network | IPv6Network
_EACH = "://*."  # in HORNBOOK_LAUNCH_URL: each launch has a host of its own


class SettingsError(Exception):
    """A variable whose value cannot be used; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    home: Path
    host: str
    port: int
    launch_port: int
    database_url: str
    store_url: str
    queue_url: str | None
    public_url: str
    launch_url: str
    launch_hosts: bool
    workers: int
    job_workers: int
    secret_key: str | None
    app_id: str | None
    app_secret: str | None
    validate_responses: bool
    max_upload: int
    statement_members: bool
    max_unpacked: int
    max_members: int
    max_member: int
    max_ratio: int
    max_path: int
    fetch_allow: tuple[Network, ...]

    @property
    def embedded(self) -> bool:
        """SQLite in the home folder: nothing else has to be running."""
        return self.database_url.startswith("sqlite")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises SettingsError naming the variable that is wrong."""
    home = Path(environ.get("HORNBOOK_HOME", "./.hornbook")).resolve()
    host = environ.get("HORNBOOK_HOST", "127.0.0.1")
    port = _integer(environ, "HORNBOOK_PORT", 8080, least=1, most=65535)
    launch_port = _integer(environ, "HORNBOOK_LAUNCH_PORT", 8081, least=1, most=65535)
    if launch_port == port:
        raise SettingsError(f"HORNBOOK_LAUNCH_PORT={port} is the port of the API too: choose another")
    app_id, app_secret = environ.get("HORNBOOK_APP_ID"), environ.get("HORNBOOK_APP_SECRET")
    if bool(app_id) != bool(app_secret):
        raise SettingsError("HORNBOOK_APP_ID and HORNBOOK_APP_SECRET go together: set both or neither")
    return Settings(
        home=home,
        host=host,
        port=port,
        launch_port=launch_port,
        database_url=environ.get("HORNBOOK_DATABASE_URL") or f"sqlite:///{home / 'hornbook.db'}",
        store_url=environ.get("HORNBOOK_STORE_URL") or (home / "store").as_uri(),
        queue_url=environ.get("HORNBOOK_QUEUE_URL") or None,
        public_url=_url(environ, "HORNBOOK_PUBLIC_URL", host, port),
        launch_url=_url(environ, "HORNBOOK_LAUNCH_URL", host, launch_port, hosts=True),
        launch_hosts=_EACH in environ.get("HORNBOOK_LAUNCH_URL", ""),
        workers=_integer(environ, "HORNBOOK_WORKERS", 1, least=1, most=64),
        job_workers=_integer(environ, "HORNBOOK_JOB_WORKERS", 1, least=0, most=64),
        secret_key=environ.get("HORNBOOK_SECRET_KEY") or None,
        app_id=app_id or None,
        app_secret=app_secret or None,
        validate_responses=_boolean(environ, "HORNBOOK_VALIDATE_RESPONSES", False),
        max_upload=_integer(environ, "HORNBOOK_MAX_UPLOAD", 10 * 2**30, least=1, most=2**63 - 1),
        max_unpacked=_integer(environ, "HORNBOOK_MAX_UNPACKED", 10 * 2**30, least=1, most=2**63 - 1),
        max_members=_integer(environ, "HORNBOOK_MAX_MEMBERS", 50_000, least=1, most=10**6),
        max_member=_integer(environ, "HORNBOOK_MAX_MEMBER", 2 * 2**30, least=1, most=2**63 - 1),
        max_ratio=_integer(environ, "HORNBOOK_MAX_RATIO", 200, least=1, most=2000),
        max_path=_integer(environ, "HORNBOOK_MAX_PATH", 1024, least=1, most=4096),
        statement_members=_boolean(environ, "HORNBOOK_STATEMENT_MEMBERS", True),
        fetch_allow=_networks(environ, "HORNBOOK_FETCH_ALLOW"),
    )


def _url(environ: Mapping[str, str], name: str, host: str, port: int, *, hosts: bool = False) -> str:
    """With `hosts`, `*.` may stand before the name of the host; it is left out."""
    url = (environ.get(name) or f"http://{_reachable(host)}:{port}").rstrip("/")
    if hosts:
        url = url.replace(_EACH, "://", 1)
    if not _is_address(url):
        raise SettingsError(f"{name}: write an http or https URL without credentials, as https://courses.example.com")
    return url


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = parts.username is None and not parts.query and "*" not in parts.netloc
        return parts.scheme in ("http", "https") and bool(parts.hostname) and plain
    except ValueError:
        return False


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104 compared, not bound


def _integer(environ: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingsError(f"{name}={text!r} must be a whole number from {least} to {most}")
    return int(text)


def _boolean(environ: Mapping[str, str], name: str, default: bool) -> bool:  # noqa: FBT001 the default of the variable
    text = (environ.get(name) or str(default)).lower()
    if text not in ("true", "false", "1", "0"):
        raise SettingsError(f"{name}={text!r} must be true or false")
    return text in ("true", "1")


def _networks(environ: Mapping[str, str], name: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(text.strip()) for text in environ.get(name, "").split(",") if text.strip())
    except ValueError as error:
        raise SettingsError(f"{name}: {error}; write networks as 10.1.0.0/16,fd00::/8") from None
