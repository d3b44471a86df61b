"""How every command ends when it cannot go on: one sentence on stderr, and 1, or 2 where the command was wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from hornbook_server.domain.errors import DomainError
from hornbook_server.settings import SettingsError


def refusal(reason: object, *, status: int = 1) -> typer.Exit:
    """Says the reason, and is to be raised."""
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(str(reason), style="red")
    return typer.Exit(status)


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except SettingsError as error:
        raise refusal(error, status=2) from None
    except DomainError as error:
        raise refusal(error) from None
