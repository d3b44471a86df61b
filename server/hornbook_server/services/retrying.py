"""Transactions beside those of other servers that are begun again where the two do not go together."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DatabaseError, IntegrityError

from hornbook_server.storage.database import is_deadlock

_TRIES = 5
_log = logging.getLogger("hornbook.transactions")

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def collided(error: DatabaseError) -> bool:
    """Whether a transaction failed because of another's, so that it can be begun again.

    Another server has taken the position of a statement meanwhile (storage.statements), or each has waited for what the
    other has locked: PostgreSQL ends one of them.
    """
    return isinstance(error, IntegrityError) or is_deadlock(error)


def retried(carry_out: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Whole again, where it collided with another."""

    @wraps(carry_out)
    def until_done(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        for _ in range(_TRIES - 1):
            try:
                return carry_out(*args, **kwargs)
            except DatabaseError as error:
                if not collided(error):
                    raise
                _log.info("%s: begun again, %s", carry_out.__name__, str(error.orig).partition("\n")[0])
        return carry_out(*args, **kwargs)

    return until_done
