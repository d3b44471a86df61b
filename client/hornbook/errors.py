"""What can go wrong, as a tree.

CourseServiceError
├── TransportError              no answer: refused, cut off, timed out
├── ApiError                    an answer that is no success: status, message, body
│   ├── BadRequest              400
│   ├── Unauthorized            401
│   ├── Forbidden               403
│   ├── NotFound                404
│   ├── Conflict                409
│   ├── PayloadTooLarge         413
│   ├── UnsupportedMediaType    415
│   ├── TooManyRequests         429
│   ├── NotImplementedByServer  501
│   ├── InsufficientStorage     507
│   ├── ServerError             any other 5xx
│   └── UnexpectedAnswer        a success whose body is not what the contract says
├── ImportFailed                the job ended in ERROR: job
└── ImportTimeout               the job still runs: job
"""

from hornbook_contract.models import ImportJobResultSchema


class CourseServiceError(Exception):
    """Everything that this package raises when a call cannot be carried out."""


class TransportError(CourseServiceError):
    pass


class ApiError(CourseServiceError):
    """`message` is the service's own sentence, `body` the answer as it came."""

    def __init__(self, status: int, message: str, body: bytes) -> None:
        super().__init__(status, message, body)
        self.status = status
        self.message = message
        self.body = body

    def __str__(self) -> str:
        return f"{self.message} (HTTP {self.status})"


class BadRequest(ApiError):
    pass


class Unauthorized(ApiError):
    pass


class Forbidden(ApiError):
    pass


class NotFound(ApiError):
    pass


class Conflict(ApiError):
    pass


class PayloadTooLarge(ApiError):
    pass


class UnsupportedMediaType(ApiError):
    pass


class TooManyRequests(ApiError):
    pass


class NotImplementedByServer(ApiError):
    pass


class InsufficientStorage(ApiError):
    pass


class ServerError(ApiError):
    pass


class UnexpectedAnswer(ApiError):
    pass


class ImportFailed(CourseServiceError):
    def __init__(self, job: ImportJobResultSchema) -> None:
        super().__init__(job)
        self.job = job

    def __str__(self) -> str:
        return self.job.message or f"import job {self.job.job_id} ended in ERROR without a message"


class ImportTimeout(CourseServiceError):
    def __init__(self, job: ImportJobResultSchema, timeout: float) -> None:
        super().__init__(job, timeout)
        self.job = job
        self.timeout = timeout

    def __str__(self) -> str:
        return (
            f"import job {self.job.job_id} is still {self.job.status} after {self.timeout:g} s; "
            "it goes on, and can be waited for again"
        )


BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequest,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: PayloadTooLarge,
    415: UnsupportedMediaType,
    429: TooManyRequests,
    501: NotImplementedByServer,
    507: InsufficientStorage,
}
