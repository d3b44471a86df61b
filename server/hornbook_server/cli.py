"""The `hornbook` command: each command is registered by one line below, and loads what it alone needs when it runs."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from hornbook_contract import openapi_bytes
from hornbook_server import cli_app, cli_check, cli_demo, cli_import, cli_serve
from hornbook_server.cli_refusals import refusal

app = typer.Typer(
    name="hornbook",
    help="A self-hosted course service that speaks the SCORM Cloud API v2.",
    epilog="Settings are HORNBOOK_* variables, see docs/configuration.md.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(cli_serve.serve)
app.command("import")(cli_import.import_package)
app.command(epilog=cli_check.EPILOG)(cli_check.check)
app.add_typer(cli_app.app, name="app")
app.command()(cli_serve.worker)
app.command()(cli_demo.demo)


def _show_version(wanted: bool) -> None:
    if wanted:
        version()
        raise typer.Exit


@app.callback()
def root(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Options of the command itself; its help is the application's."""


@app.command()
def version() -> None:
    """Show the installed version."""
    typer.echo(f"hornbook {installed_version('hornbook')}")


@app.command()
def openapi(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", dir_okay=False, help="Write to this file instead.")
    ] = None,
) -> None:
    """Print the contract: one OpenAPI 3.0.3 document, as JSON."""
    if output is None:
        sys.stdout.write(openapi_bytes().decode())
        return
    try:
        output.write_bytes(openapi_bytes())
    except OSError as error:
        raise refusal(f"{output} cannot be written: {error.strerror}; name another file", status=2) from None
