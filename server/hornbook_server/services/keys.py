"""The key that signs tokens and paging cursors."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from hornbook_server.settings import Settings, SettingsError

_SHORTEST = 32
_ADVICE = "`openssl rand -hex 32` makes one"


def secret_key(settings: Settings) -> str:
    """HORNBOOK_SECRET_KEY; the embedded form makes one in its home at the first start.

    Raises SettingsError where several machines would each make their own, or the key is short enough to guess.
    """
    if settings.secret_key is not None:
        if len(settings.secret_key) < _SHORTEST:
            raise SettingsError(f"HORNBOOK_SECRET_KEY must have at least {_SHORTEST} characters: {_ADVICE}")
        return settings.secret_key
    if not settings.embedded:
        raise SettingsError(
            f"HORNBOOK_SECRET_KEY must be set, to the same value on every machine, with PostgreSQL: {_ADVICE}"
        )
    path = settings.home / "secret.key"
    if not path.exists():
        _make_key(path)
    return path.read_text()


def _make_key(path: Path) -> None:
    """The file appears whole or not at all; of several processes that start together, one makes it."""
    with NamedTemporaryFile("w", dir=path.parent) as file:
        file.write(secrets.token_urlsafe(_SHORTEST))
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)
