"""If-Match and If-None-Match, by which nobody overwrites what another has written (xAPI 1.0.3 Communication, 3.1)."""

from enum import Enum, auto

from hornbook_server.contract.refusals import Refused
from hornbook_server.domain.documents import Document
from hornbook_server.domain.errors import Invalid
from hornbook_server.lrs.messages import Request

_LONGEST = 1000  # characters of a header
_ADVICE = "send If-Match with the ETag of what you have read, or If-None-Match: * for a new document"


class Guard(Enum):
    """Which requests need a precondition: none, those that replace a document, or all."""

    NONE = auto()
    REPLACING = auto()
    ALWAYS = auto()


class Precondition:
    """Raises Invalid where a header is too long."""

    def __init__(self, request: Request, guard: Guard = Guard.NONE) -> None:
        self._match = _tags(request, "If-Match")
        self._none_match = _tags(request, "If-None-Match")
        self._guard = guard

    def is_known(self, document: Document) -> bool:
        """Whether the client has what it asks for."""
        return self._none_match is not None and bool({"*", document.etag} & self._none_match)

    def check(self, old: Document | None) -> None:
        """Raises Refused 412 where it fails; where one is needed and there is none, Refused 409 or Invalid."""
        if self._match is None and self._none_match is None:
            self._check_guard(old)
        if self._match is not None and (old is None or not {"*", old.etag} & self._match):
            raise Refused(412, "If-Match: the document is another by now; read it again.")
        if old is not None and self.is_known(old):
            raise Refused(412, "If-None-Match: the document exists.")

    def _check_guard(self, old: Document | None) -> None:
        if self._guard is not Guard.NONE and old is not None:
            raise Refused(409, f"The document exists: {_ADVICE}.")
        if self._guard is Guard.ALWAYS:
            raise Invalid(f"If-Match: is required; {_ADVICE}")


def _tags(request: Request, name: str) -> set[str] | None:
    header = request.headers.get(name.lower())
    if header is None:
        return None
    if len(header) > _LONGEST:
        raise Invalid(f"{name}: has more than {_LONGEST} characters")
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in header.split(","))
    return {tag if tag == "*" else f'"{tag}"' for tag in tags}
