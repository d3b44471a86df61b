"""The key that signs: given, or made once in the home."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from hornbook_server.services.keys import secret_key
from hornbook_server.settings import from_environment


@pytest.fixture
def settings(tmp_path):
    return from_environment({"HORNBOOK_HOME": str(tmp_path)})


def test_the_key_is_made_once_for_its_owner_alone_and_nothing_else_is_left(settings, tmp_path):
    key = secret_key(settings)

    assert len(key) >= 32
    assert secret_key(settings) == key
    assert [(file.name, file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == [("secret.key", 0o600)]


def test_no_process_sees_a_key_half_made(settings, monkeypatch):
    """Another one starts after the first has seen that there is none, and before it has written its own."""
    seen = []
    random = secrets.token_urlsafe

    def others_start(size):
        monkeypatch.setattr(secrets, "token_urlsafe", random)
        seen.append(secret_key(settings))
        return random(size)

    monkeypatch.setattr(secrets, "token_urlsafe", others_start)
    seen.append(secret_key(settings))

    assert len(set(seen)) == 1
    assert len(seen[0]) >= 32


def test_processes_that_start_together_share_one_key(settings):
    with ThreadPoolExecutor(8) as processes:
        keys = set(processes.map(lambda _: secret_key(settings), range(32)))

    assert len(keys) == 1


def test_a_key_of_the_environment_is_taken_as_it_is_and_nothing_is_written(tmp_path):
    given = "a key of thirty-two characters, or more"

    assert secret_key(from_environment({"HORNBOOK_HOME": str(tmp_path), "HORNBOOK_SECRET_KEY": given})) == given
    assert list(tmp_path.iterdir()) == []
