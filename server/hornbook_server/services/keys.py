"""The key that signs tokens and paging cursors."""

import os
import secrets

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
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text()
