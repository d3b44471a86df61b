"""`hornbook check`: what an import would say of packages, without a service."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NoReturn

import typer
from rich.console import Console

from hornbook_server.cli_refusals import refusal

if TYPE_CHECKING:
    from hornbook_server.reports import Checked
    from hornbook_server.settings import Settings

EPILOG = "docs/check.md has recipes for CI, docs/warnings.md explains every code."
_STDIN = Path("-")
_AT_ONCE = 1 << 20  # bytes


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def _explain(code: str | None) -> None:
    if code is None:
        return
    from hornbook_server.packages import CATALOGUE
    from hornbook_server.reports import plain

    if code.upper() not in CATALOGUE:
        raise typer.BadParameter(f"{code} is no code of a finding; docs/warnings.md lists them.")
    plain.explain(code.upper(), _console())
    raise typer.Exit


def check(
    packages: Annotated[
        list[Path],
        typer.Argument(
            metavar="PACKAGE",
            show_default=False,
            help="Zipped courses, bare course structures, PDF, MP4 or MP3 files, or folders that would be zipped; "
            "- reads one package from stdin.",
        ),
    ],
    *,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print the report.")] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 if there is a warning, too.")] = False,
    _: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", callback=_explain, is_eager=True, help="Explain a code, and leave."),
    ] = None,
) -> None:
    """Check packages as an import would, without a service, and say what is wrong, where, and what to do.

    Ends with 0 if every package can be imported, 1 if one cannot, 2 if the command was wrong or a file cannot be read.
    """
    from hornbook_server.reports import data, plain, sarif

    settings = _settings()
    checked = [_checked(path, settings) for path in packages]
    with _writing():
        match form:
            case Format.TEXT:
                plain.show(checked, _console())
            case Format.JSON:
                typer.echo(data.render(checked, version=version("hornbook")), nl=False)
            case Format.SARIF:
                typer.echo(sarif.render(checked, version=version("hornbook")), nl=False)
    raise typer.Exit(_status(checked, strict=strict))


def _status(checked: Sequence[Checked], *, strict: bool) -> int:
    from hornbook_server.packages import Severity

    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(finding.severity in fatal for one in checked for finding in one.report.findings))


def _settings() -> Settings:
    """Those of the service that has the same variables."""
    from hornbook_server.settings import SettingsError, from_environment

    try:
        return from_environment()
    except SettingsError as error:
        raise refusal(str(error), status=2) from None


def _checked(path: Path, settings: Settings) -> Checked:
    from hornbook_server.packages import check_package, limits_of
    from hornbook_server.reports import Checked

    name = "stdin" if path == _STDIN else _readable(Path(os.path.realpath(path)).name)
    try:
        with _opened(path, settings.max_upload) as file:
            report = check_package(file, filename=name, limits=limits_of(settings))
            return Checked(path=_readable(path), report=report)
    except OSError as error:
        what = error.filename if isinstance(error.filename, str) else path
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = (
            f"make room in {tempfile.gettempdir()}, or set TMPDIR" if full else "check the path and its permissions"
        )
        raise refusal(f"{what} cannot be read: {error.strerror}; {advice}", status=2) from None


@contextmanager
def _opened(path: Path, most: int) -> Iterator[BinaryIO]:
    """The package as a file that can be read from any place; `most` bytes of a pipe, which may have no end."""
    if path.is_file():
        with path.open("rb") as file:
            _check_size(os.fstat(file.fileno()).st_size, _readable(path), most)
            yield file
        return
    with tempfile.TemporaryFile() as copy:
        if path == _STDIN:
            if sys.stdin is None:
                raise refusal("stdin is closed; send a package to it, or name one", status=2)
            _copy(sys.stdin.buffer, copy, "stdin", most)
        elif path.is_dir():
            _zip(path, copy)
        else:
            with path.open("rb") as pipe:
                _copy(pipe, copy, _readable(path), most)
        yield copy


def _copy(source: BinaryIO, target: BinaryIO, name: str, most: int) -> None:
    while data := source.read(_AT_ONCE):
        _check_size(target.tell() + len(data), name, most)
        target.write(data)


def _check_size(size: int, name: str, most: int) -> None:
    if size > most:
        reason = f"{name} has more than {most} bytes, the most that is imported; HORNBOOK_MAX_UPLOAD sets another"
        raise refusal(reason, status=2)


def _zip(folder: Path, target: BinaryIO) -> None:
    """What the folder holds as a package, without version control."""
    with zipfile.ZipFile(target, "w", strict_timestamps=False) as archive:
        for path in sorted(_within(folder)):
            if path.is_file():
                archive.write(path, _readable(path.relative_to(folder)))


def _within(folder: Path) -> Iterator[Path]:
    """All but folders and version control. Raises OSError for a folder that cannot be read."""
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if name != ".git"]
        yield from (Path(place, name) for name in names if name != ".git")


def _raise(error: OSError) -> NoReturn:
    raise error


@contextmanager
def _writing() -> Iterator[None]:
    """A report that is not whole has no status of a package's. Whoever stops reading a pipe has read enough."""
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the rest would fail again at the end
        raise refusal(f"the report cannot be written: {error.strerror}; send it elsewhere", status=2) from None


def _readable(path: Path | str) -> str:
    """The path as text; bytes that are no text are replaced."""
    return os.fsencode(path).decode(errors="replace")


def _console() -> Console:
    """Stdout; where it cannot show a character, the character's number is shown."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
