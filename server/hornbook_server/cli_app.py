"""`hornbook app`: the applications of this service, straight in its database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from hornbook_server import settings as environment
from hornbook_server.cli_refusals import refusals
from hornbook_server.domain.application import Application, ApplicationKind

if TYPE_CHECKING:
    from hornbook_server.storage.database import Database

app = typer.Typer(
    no_args_is_help=True,
    help="Applications: the tenants of the service, each with its own courses and secrets.",
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


@app.command()
@refusals()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people call the application.")],
    *,
    management: Annotated[
        bool, typer.Option("--management", help="An application that may manage the others.")
    ] = False,
    app_id: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; made up if not given.")] = None,
    as_json: AsJson = False,
) -> None:
    """Create an application and show its id and secret, the secret this once."""
    from hornbook_server.services.applications import create_application

    kind = ApplicationKind.MANAGEMENT if management else ApplicationKind.NORMAL
    with _database() as database:
        application, secret = create_application(database, name=name, kind=kind, now=datetime.now(UTC), app_id=app_id)
    if as_json:
        _print_json(_wire(application) | {"secret": secret})
        return
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for label, value in (("name", application.name), ("id", application.id), ("secret", secret)):
        console.print(f"{label:<8}{value}")
    console.print("\nKeep the secret now: it is stored as a digest only and is never shown again.", style="bold")


@app.command("list")
@refusals()
def list_applications(*, as_json: AsJson = False) -> None:
    """List the applications, without their secrets."""
    with _database() as database, database.read() as stored:
        applications = stored.applications.all()
    if as_json:
        _print_json([_wire(application) for application in applications])
        return
    if not applications:
        typer.echo("No application yet: hornbook app create NAME makes one.")
        return
    table = Table("id", "name", "kind", "created", box=None, pad_edge=False)
    for application in applications:
        table.add_row(application.id, application.name, application.kind, f"{application.created:%Y-%m-%d %H:%M}")
    Console(highlight=False, markup=False).print(table)


@app.command("postback-secret")
@refusals()
def show_postback_secret(
    app_id: Annotated[str, typer.Argument(metavar="ID", help="The application.")], *, as_json: AsJson = False
) -> None:
    """Show the secret by which receivers of an application's postbacks verify who sent them.

    It follows from HORNBOOK_SECRET_KEY and the application's id: it can be shown again, and changes with that key.
    """
    from hornbook_server.domain.errors import application_not_found
    from hornbook_server.services.keys import secret_key
    from hornbook_server.services.postback_signature import postback_secret

    with _database() as database, database.read() as stored:
        if stored.applications.get(app_id) is None:
            raise application_not_found(app_id)
    secret = postback_secret(secret_key(environment.from_environment()), app_id)
    if as_json:
        _print_json({"id": app_id, "postbackSecret": secret})
    else:
        typer.echo(secret)


@contextmanager
def _database() -> Iterator[Database]:
    """The migrated database that the environment names."""
    from hornbook_server.storage.database import Database

    database = Database(environment.from_environment().database_url)
    try:
        database.migrate()
        yield database
    finally:
        database.close()


def _wire(application: Application) -> dict[str, str]:
    return {
        "id": application.id,
        "name": application.name,
        "kind": application.kind,
        "created": application.created.isoformat(timespec="milliseconds"),
    }


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
