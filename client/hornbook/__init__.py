"""Client of the Hornbook course service and of SCORM Cloud."""

from hornbook.client import AsyncClient, Client
from hornbook.errors import (
    ApiError,
    BadRequest,
    Conflict,
    CourseServiceError,
    Forbidden,
    ImportFailed,
    ImportTimeout,
    NotFound,
    NotImplementedByServer,
    PayloadTooLarge,
    ServerError,
    TooManyRequests,
    TransportError,
    Unauthorized,
    UnexpectedAnswer,
    UnsupportedMediaType,
)
from hornbook.upload import Upload
from hornbook_contract import models

__all__ = [
    "ApiError",
    "AsyncClient",
    "BadRequest",
    "Client",
    "Conflict",
    "CourseServiceError",
    "Forbidden",
    "ImportFailed",
    "ImportTimeout",
    "NotFound",
    "NotImplementedByServer",
    "PayloadTooLarge",
    "ServerError",
    "TooManyRequests",
    "TransportError",
    "Unauthorized",
    "UnexpectedAnswer",
    "UnsupportedMediaType",
    "Upload",
    "models",
]
