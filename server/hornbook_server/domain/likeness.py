"""When two statements say the same (xAPI 1.0.3 Data, 2.3.1)."""

import re

from hornbook_server.domain.xapi import Json

_FINER = re.compile(r"([.,]\d\d)\d+")
_GIVEN_BY_THE_STORE = ("stored", "authority", "version", "timestamp")


def alike(one: Json, other: Json) -> bool:
    """Whether two statements say the same, apart from what the store adds (Data, 2.3.1)."""
    return _essence(one) == _essence(other)


def _essence(statement: Json) -> Json:
    kept = {name: value for name, value in statement.items() if name not in _GIVEN_BY_THE_STORE}
    return _rounded(normal(kept | {"id": statement["id"].lower()}))


def _rounded(statement: Json) -> Json:
    """Durations count to a hundredth of a second (Data, 4.6)."""
    changed, inner, result = dict(statement), statement["object"], statement.get("result", {})
    if inner.get("objectType") == "SubStatement":
        changed["object"] = _rounded(inner)
    if "duration" in result:
        changed["result"] = result | {"duration": _FINER.sub(r"\1", result["duration"])}
    return changed


def normal(statement: Json) -> Json:
    """Contexts hold lists of activities (Data, 2.4.6.2), those of the statement inside as well."""
    changed = dict(statement)
    inner, context = statement["object"], statement.get("context", {})
    if inner.get("objectType") == "SubStatement":
        changed["object"] = normal(inner)
    if "contextActivities" in context:
        lists = {
            kind: found if isinstance(found, list) else [found] for kind, found in context["contextActivities"].items()
        }
        changed["context"] = context | {"contextActivities": lists}
    return changed
