"""`hornbook app` on a database of its own."""

import base64
import json
from datetime import datetime

import pytest
from typer.testing import CliRunner

from hornbook_server.cli import app
from hornbook_server.domain.application import ApplicationKind
from hornbook_server.services.credentials import authenticate
from hornbook_server.storage.database import Database


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'hornbook.db'}"


@pytest.fixture
def hornbook(url, tmp_path):
    environment = {"HORNBOOK_HOME": str(tmp_path), "HORNBOOK_DATABASE_URL": url}

    def run(*options, **changed):
        return CliRunner().invoke(app, ["app", *options], env=environment | changed)

    return run


def test_a_created_application_is_listed_and_its_secret_opens_it(hornbook, url):
    created = json.loads(hornbook("create", "Head office", "--management", "--id", "BOSS", "--json").stdout)
    listed = json.loads(hornbook("list", "--json").stdout)

    secret = created.pop("secret")
    assert listed == [created]
    assert datetime.fromisoformat(created.pop("created")).tzinfo is not None
    assert created == {"id": "BOSS", "name": "Head office", "kind": "MANAGEMENT"}
    assert authenticate(Database(url), "BOSS", secret) is ApplicationKind.MANAGEMENT


def test_the_secret_is_shown_once_with_a_sentence_that_says_so(hornbook, url):
    result = hornbook("create", "Golf [LMS]", "--id", "GOLF")

    rows = dict(line.split(maxsplit=1) for line in result.stdout.splitlines()[:3])
    secret = rows.pop("secret")
    assert rows == {"name": "Golf [LMS]", "id": "GOLF"}
    assert "Keep the secret now" in result.stdout
    assert authenticate(Database(url), "GOLF", secret) is ApplicationKind.NORMAL
    assert secret not in hornbook("list").stdout


def test_an_id_that_is_taken_ends_with_1_and_says_so(hornbook):
    hornbook("create", "First", "--id", "GOLF")

    result = hornbook("create", "Second", "--id", "GOLF")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "[GOLF] already exists" in result.stderr


def test_an_empty_list_says_what_makes_an_application(hornbook):
    assert hornbook("list").stdout == "No application yet: hornbook app create NAME makes one.\n"
    assert hornbook("list", "--json").stdout == "[]\n"


def test_the_secret_of_postbacks_can_be_shown_again(hornbook):
    hornbook("create", "Golf", "--id", "GOLF")
    hornbook("create", "Tennis", "--id", "TENNIS")

    shown = [hornbook("postback-secret", app_id).stdout.strip() for app_id in ("GOLF", "GOLF", "TENNIS")]

    assert shown[0] == shown[1] != shown[2]
    assert len(base64.b64decode(shown[0].removeprefix("whsec_"), validate=True)) == 32
    assert json.loads(hornbook("postback-secret", "GOLF", "--json").stdout) == {
        "id": "GOLF",
        "postbackSecret": shown[0],
    }


def test_there_is_no_secret_of_postbacks_without_the_application(hornbook):
    result = hornbook("postback-secret", "NONE")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "Could not find application [NONE]" in result.stderr


def test_a_setting_that_cannot_be_used_ends_with_2_and_its_name(hornbook):
    result = hornbook("list", HORNBOOK_DATABASE_URL="mysql://there")

    assert result.exit_code == 2
    assert "HORNBOOK_DATABASE_URL starts with mysql" in result.stderr
