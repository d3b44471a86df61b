"""What learners do in content that does not speak xAPI, as xAPI statements."""

from hornbook_server.domain.recording.changes import Change, of_course, statements_of
from hornbook_server.domain.recording.profile import Occasion, Taking
from hornbook_server.domain.recording.telling import Applied, Telling

__all__ = ["Applied", "Change", "Occasion", "Taking", "Telling", "of_course", "statements_of"]
