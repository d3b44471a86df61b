"""Courses at the limits: good ones that a worker imports whole, trees, texts and all."""

from collections.abc import Callable

from hornbook_server.packages.limits import Limits
from tests.fixtures.packages import archive, item, manifest, organization, resource, resources

_LIMITS = Limits()
_MOST = _LIMITS.activities - 10
_SEQUENCED = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
)
_RULE = (
    '<imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions>'
    '<imsss:ruleAction action="skip"/></imsss:preConditionRule>'
)


def _course(items: str, *others: str, encoding: str = "utf-8", **attributes: str) -> bytes:
    text = manifest(organization("T\xe9", items), resources(resource(1, "1.html"), *others), **attributes)
    return archive({"imsmanifest.xml": text.encode(encoding), "1.html": "<!doctype html><title>Page</title>"})


def _full() -> bytes:
    """Every item with what honest ones have."""
    items = "".join(item(n, title=f"Lesson {n} of a course with as many as may be") for n in range(1, _MOST))
    return _course(items, *(resource(n, f"content/lessons/page-{n}.html") for n in range(2, _MOST)))


def _texts(unit: str, of_each: int) -> bytes:
    """Launch data up to the limit of all texts; a unit takes so many bytes as JSON."""
    count = 50
    data = unit * (_LIMITS.texts // count // of_each - 100)
    launch_data = f"<adlcp:dataFromLMS>{data}</adlcp:dataFromLMS>"
    return _course("".join(item(n, inside=launch_data).replace(f"RES{n}", "RES1") for n in range(count)))


def _sequenced() -> bytes:
    """In an encoding that has to be guessed, and all else that a tree may hold."""
    rules = f"<imsss:sequencing><imsss:sequencingRules>{_RULE * 3}</imsss:sequencingRules></imsss:sequencing>"
    items = "".join(item(n, inside=rules).replace(f"RES{n}", "RES1") for n in range(6_200))
    others = "<a b='cd'>ef</a>" * 75_000
    return _course(items, others, encoding="latin-1", namespaces=_SEQUENCED, schema_version="2004 4th Edition")


def _refused(unit: str) -> bytes:
    """More than a course may keep, which is found when all of it is read."""
    return _course("".join(f'<item identifier="{unit * 90_000}"/>' for _ in range(80)) + item(1))


COURSES: dict[str, Callable[[], bytes]] = {
    "as many activities as may be": _full,
    "as much text as may be": lambda: _texts("x", 1),
    "as many letters of four bytes as may be": lambda: _texts("\U0001f600", 4),
    "as many quotes as may be": lambda: _texts("&#34;", 2),
    "as much sequencing as may be": _sequenced,
    "identifiers that are too long together": lambda: _refused("x"),
}
