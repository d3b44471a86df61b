"""`hornbook import`: a package into a running service, over its API."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

import hornbook
from hornbook_contract.models import CourseActivitySchema, CourseSchema, ImportJobResultSchema
from hornbook_server.cli_progress import import_showing
from hornbook_server.cli_refusals import refusal

_ADVICE: dict[type[hornbook.CourseServiceError], str] = {
    hornbook.TransportError: "Is the service running? `hornbook serve` starts it; --url or HORNBOOK_URL names another.",
    hornbook.Unauthorized: "Check --app-id and --secret; `hornbook app create NAME` makes an application.",
    hornbook.Conflict: "Add --new-version to the command.",
}


def import_package(
    package: Annotated[
        Path,
        typer.Argument(
            metavar="PACKAGE", exists=True, dir_okay=False, help="A zipped course, or a .pdf, .mp3 or .mp4 file."
        ),
    ],
    *,
    course_id: Annotated[
        str | None, typer.Option(metavar="ID", help="Id of the course; the file's name without suffix if not given.")
    ] = None,
    new_version: Annotated[
        bool, typer.Option(help="Whether a course that exists gets a new version, or the import is refused.")
    ] = False,
    url: Annotated[
        str | None, typer.Option(envvar="HORNBOOK_URL", help="Base URL of the API.", show_default="this machine")
    ] = None,
    app_id: Annotated[
        str | None, typer.Option(envvar="HORNBOOK_APP_ID", help="Application that the course shall belong to.")
    ] = None,
    secret: Annotated[
        str | None, typer.Option(envvar="HORNBOOK_APP_SECRET", help="Secret of that application.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the finished job as JSON instead.")] = False,
) -> None:
    """Import a package into a running service and show the course.

    Ends with 0 once the course is there, 1 if the service refused it or did not answer, 2 if the command was wrong.
    """
    with _client(url, app_id, secret) as client:
        try:
            job = import_showing(
                client, package, course_id or package.stem, new_version=new_version, console=Console(stderr=True)
            )
        except hornbook.ImportFailed as failed:
            if as_json:
                _print_json(failed.job)
            raise refusal(failed) from None
        except hornbook.CourseServiceError as error:
            raise refusal(f"{error}\n{_ADVICE.get(type(error), '')}".rstrip()) from None
    if as_json:
        _print_json(job)
    else:
        _show(job)


def _client(url: str | None, app_id: str | None, secret: str | None) -> hornbook.Client:
    local = f"http://127.0.0.1:{os.environ.get('HORNBOOK_PORT') or 8080}/api/v2"
    try:
        return hornbook.Client(url or local, app_id=app_id, secret=secret)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _print_json(job: ImportJobResultSchema) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(job)).decode() + "\n")


def _show(job: ImportJobResultSchema) -> None:
    result = job.import_result
    if not result or not result.course:
        typer.echo(f"Import job {job.job_id} is complete; its course has been deleted since.")
        return
    console = Console(soft_wrap=True, highlight=False, markup=False)
    console.print(result.course.title or result.course.id or "", style="bold")
    for name, value in _facts(result.course).items():
        if isinstance(value, str | int):
            console.print(f"  {name:<14}{value}")
    for warning in result.parser_warnings or ():
        console.print(f"Warning: {warning}", style="yellow")


def _facts(course: CourseSchema) -> dict[str, object]:
    """What is worth a line; None and unset values are not."""
    activities = list(_walk(course.root_activity)) if course.root_activity else []
    entry = next((activity.href for activity in activities if activity.href), None)
    return {
        "id": course.id,
        "version": course.version,
        "standard": course.course_learning_standard,
        "activities": len(activities) or None,
        "launch entry": entry,
    }


def _walk(activity: CourseActivitySchema) -> Iterator[CourseActivitySchema]:
    yield activity
    for child in activity.children or ():
        yield from _walk(child)
