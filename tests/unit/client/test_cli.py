import os
import subprocess
import sys
from importlib.metadata import version

from typer.testing import CliRunner

from hornbook_contract import openapi_bytes
from hornbook_server.cli import app


def test_the_contract_is_printed_as_it_is_bundled(tmp_path):
    to_file = CliRunner().invoke(app, ["openapi", "--output", str(tmp_path / "openapi.json")])

    assert CliRunner().invoke(app, ["openapi"]).stdout_bytes == openapi_bytes()
    assert (to_file.exit_code, to_file.stdout, (tmp_path / "openapi.json").read_bytes()) == (0, "", openapi_bytes())


def test_a_file_that_cannot_be_written_ends_with_2_and_its_name(tmp_path):
    target = tmp_path / "no folder" / "openapi.json"

    result = CliRunner().invoke(app, ["openapi", "--output", str(target)])

    assert (result.exit_code, result.stderr) == (
        2,
        f"{target} cannot be written: No such file or directory; name another file\n",
    )


def test_the_version_is_that_of_the_distribution():
    expected = f"hornbook {version('hornbook')}\n"

    assert [CliRunner().invoke(app, [asked]).stdout for asked in ("version", "--version")] == [expected, expected]


def test_a_client_without_the_server_says_what_to_install(tmp_path):
    (tmp_path / "typer.py").write_text("raise ModuleNotFoundError(\"No module named 'typer'\", name='typer')\n")

    ended = subprocess.run(
        [sys.executable, "-m", "hornbook_server", "version"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    advice = (
        "hornbook: the command needs the server's packages, and typer is not installed.\n"
        "Install them with: pip install 'hornbook[server]'\n"
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", advice)
