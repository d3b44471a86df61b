"""What statements say of the activity that their content was launched for (xAPI)."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from hornbook_server.domain.results import Results, progressed, scored, spent
from hornbook_server.domain.times import seconds_of
from hornbook_server.domain.xapi import Json

_FINAL = ("completed", "passed", "failed", "mastered")


def heard(results: Mapping[str, str], statement: Json, activity_id: str) -> Results:
    """The results after a statement; one about anything else, such as a question, only shows that it has begun."""
    changed = {"completion": "incomplete"} | dict(results)
    if statement["object"].get("id") != activity_id:
        return changed
    result = statement.get("result", {})
    word = urlsplit(statement["verb"]["id"]).path.rpartition("/")[2].lower()
    changed = progressed(scored(changed, result), result)
    if word in _FINAL or result.get("completion") is True:
        changed |= {"completion": "completed", "progress": "1"}
    success = {"passed": True, "mastered": True, "failed": False}.get(word, result.get("success"))
    if success is not None:
        changed["success"] = "passed" if success else "failed"
    return spent(changed, seconds_of(result["duration"])) if "duration" in result and word in _FINAL else changed


def launched(actor: Json, activity_id: str, registration: str) -> Json:
    """What the service itself says before content does."""
    return {
        "actor": actor,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/launched", "display": {"en": "launched"}},
        "object": {"objectType": "Activity", "id": activity_id},
        "context": {"registration": registration},
    }
