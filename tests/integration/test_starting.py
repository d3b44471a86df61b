"""A setting that cannot be used stops the start with 2 and one sentence that names its variable."""

import socket

import pytest
from typer.testing import CliRunner

from hornbook_server.cli import app
from tests.fixtures.ports import free_ports

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
KEY = "a key of thirty-two characters, or more"


@pytest.fixture
def start(tmp_path):
    """Runs a command that shall not start."""
    port, launch_port = map(str, free_ports(2))
    own = {"HORNBOOK_HOME": str(tmp_path / "home"), "HORNBOOK_HOST": "127.0.0.1"}
    own |= {"HORNBOOK_PORT": port, "HORNBOOK_LAUNCH_PORT": launch_port}

    def run(command, **environment):
        return CliRunner().invoke(app, command.split(), env=own | environment)

    return run


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"HORNBOOK_HOME": "/dev/null/home"},
            "HORNBOOK_HOME='/dev/null/home' cannot be made: Not a directory; name a folder that this user may write to",
        ),
        *(
            (
                {"HORNBOOK_LAUNCH_URL": url},
                "HORNBOOK_LAUNCH_URL: write an http or https URL without credentials, as https://courses.example.com",
            )
            for url in (
                "courses.example.com",
                "ftp://courses.example.com",
                "http://u:p@courses.example.com",
                "http://[",
                "https://a.*.example.com",
            )
        ),
        (
            {"HORNBOOK_APP_ID": "golf"},
            "HORNBOOK_APP_ID and HORNBOOK_APP_SECRET go together: set both or neither",
        ),
        (
            {"HORNBOOK_APP_ID": "a:b", "HORNBOOK_APP_SECRET": "secret"},
            "HORNBOOK_APP_ID: application id 'a:b': use 1 to 64 letters, digits, dots, hyphens, underscores or tildes",
        ),
        (
            {"HORNBOOK_DATABASE_URL": NOWHERE, "HORNBOOK_SECRET_KEY": KEY},
            (
                "HORNBOOK_DATABASE_URL: the database cannot be used: connection failed: "
                'connection to server at "127.0.0.1", port 1 failed: Connection refused; '
                "check the URL, and that the database runs and lets its user write"
            ),
        ),
        (
            {"HORNBOOK_DATABASE_URL": "sqlite:////dev/null/hornbook.db"},
            "HORNBOOK_DATABASE_URL: the folder /dev/null cannot be made: File exists; name one that can",
        ),
        (
            {"HORNBOOK_STORE_URL": "file:///dev/null/store"},
            (
                "HORNBOOK_STORE_URL='file:///dev/null/store' cannot be opened: "
                "[Errno 20] Not a directory: '/dev/null/store/packages'; name a store that this user may write to"
            ),
        ),
        (
            {"HORNBOOK_QUEUE_URL": "amqp://host"},
            (
                "HORNBOOK_QUEUE_URL starts with amqp: write redis://host, rediss://host, postgresql://host/name "
                "or sqlite:///path, or leave it out"
            ),
        ),
        (
            {"HORNBOOK_SECRET_KEY": "short"},
            "HORNBOOK_SECRET_KEY must have at least 32 characters: `openssl rand -hex 32` makes one",
        ),
        (
            {"HORNBOOK_DATABASE_URL": NOWHERE},
            (
                "HORNBOOK_SECRET_KEY must be set, to the same value on every machine, with PostgreSQL: "
                "`openssl rand -hex 32` makes one"
            ),
        ),
        (
            {"HORNBOOK_PORT": "8000", "HORNBOOK_LAUNCH_PORT": "8000"},
            "HORNBOOK_LAUNCH_PORT=8000 is the port of the API too: choose another",
        ),
        ({"HORNBOOK_WORKERS": "0"}, "HORNBOOK_WORKERS='0' must be a whole number from 1 to 64"),
        ({"HORNBOOK_JOB_WORKERS": "-1"}, "HORNBOOK_JOB_WORKERS='-1' must be a whole number from 0 to 64"),
        (
            {"HORNBOOK_MAX_UPLOAD": "10 GB"},
            "HORNBOOK_MAX_UPLOAD='10 GB' must be a whole number from 1 to 9223372036854775807",
        ),
        ({"HORNBOOK_MAX_PATH": "0"}, "HORNBOOK_MAX_PATH='0' must be a whole number from 1 to 4096"),
        (
            {"HORNBOOK_FETCH_ALLOW": "10.1.0.0/99"},
            (
                "HORNBOOK_FETCH_ALLOW: '10.1.0.0/99' does not appear to be an IPv4 or IPv6 network; "
                "write networks as 10.1.0.0/16,fd00::/8"
            ),
        ),
        ({"HORNBOOK_VALIDATE_RESPONSES": "maybe"}, "HORNBOOK_VALIDATE_RESPONSES='maybe' must be true or false"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(start, command, environment, sentence):
    result = start(command, **environment)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", sentence + "\n")


@pytest.mark.parametrize("variable", ["HORNBOOK_PORT", "HORNBOOK_LAUNCH_PORT"])
def test_a_port_that_is_taken_is_named(start, variable):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        result = start("serve", **{variable: str(port)})

    assert (result.exit_code, result.stderr) == (
        2,
        (
            f"HORNBOOK_HOST=127.0.0.1 {variable}={port}: cannot listen there: Address already in use; "
            "choose another port or address\n"
        ),
    )


@pytest.mark.parametrize("command", ["app list", "app create golf"])
def test_a_database_that_is_none_is_named(start, tmp_path, command):
    file = tmp_path / "notes.txt"
    file.write_text("no database " * 1000)

    result = start(command, HORNBOOK_DATABASE_URL=f"sqlite:///{file}")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        (
            "HORNBOOK_DATABASE_URL: the database cannot be used: file is not a database; "
            "check the URL, and that the database runs and lets its user write\n"
        ),
    )
