"""Client of the Hornbook course service and of SCORM Cloud.

The models of requests and answers are in `hornbook.models`; `to_builtins` gives any of them as the wire has it.
"""

from msgspec import to_builtins

from hornbook.client import AsyncClient, Client
from hornbook.errors import (
    ApiError,
    BadRequest,
    Conflict,
    CourseServiceError,
    Forbidden,
    ImportFailed,
    ImportTimeout,
    InsufficientStorage,
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
from hornbook_contract.models import CourseSchema, ImportJobResultSchema

__all__ = [
    "ApiError",
    "AsyncClient",
    "BadRequest",
    "Client",
    "Conflict",
    "CourseSchema",
    "CourseServiceError",
    "Forbidden",
    "ImportFailed",
    "ImportJobResultSchema",
    "ImportTimeout",
    "InsufficientStorage",
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
    "to_builtins",
]
