"""What the service says when it will not do a thing, and the status of each refusal."""

import orjson

from hornbook_server.domain.errors import (
    ApplicationProtected,
    CourseExists,
    DeletionForbidden,
    DomainError,
    Invalid,
    NotFound,
    StatementConflict,
    StatementRefused,
    StorageFull,
)

_LONGEST = 2000  # characters

STATUS: dict[type[DomainError], int] = {
    Invalid: 400,
    DeletionForbidden: 403,
    StatementRefused: 403,
    NotFound: 404,
    ApplicationProtected: 409,
    CourseExists: 409,
    StorageFull: 507,
    StatementConflict: 409,
}


class Refused(Exception):
    """A request that the contract refuses before any handler sees it."""

    def __init__(self, status: int, message: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


def status_of(error: DomainError) -> int:
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def error_body(message: str) -> bytes:
    """Both keys: the documentation of SCORM Cloud promises `message`, its live service answers `error`.

    A message that quotes a huge value loses its middle.
    """
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST // 2]} ... {message[-_LONGEST // 2 :]}"
    return orjson.dumps({"message": message, "error": message})
