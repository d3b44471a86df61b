"""Which changes of a contract break a client of the one before."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.contract.walk import operations, resolved

Node = dict[str, Any]
Pair = tuple[str | None, str | None]
Rules = Callable[[Node, Node, str], Iterator[str]]

CLOSER = {"maximum": min, "maxLength": min, "maxItems": min, "minimum": max, "minLength": max, "minItems": max}
COMPARED_AS_A_WHOLE = ("allOf", "anyOf", "oneOf", "not", "discriminator")


class Contracts(NamedTuple):
    """The document of a release, and the one that is to follow it."""

    old: Node
    new: Node

    def resolved(self, old: Node, new: Node) -> tuple[Node, Node]:
        return resolved(self.old, old), resolved(self.new, new)


def breaking_changes(old: Node, new: Node) -> list[str]:
    """A sentence for each; documents are bundled ones of OpenAPI 3.0."""
    contracts = Contracts(old, new)
    now = {(each.method, each.path): each.node for each in operations(new)}
    found = [] if old["servers"] == new["servers"] else ["servers: changed"]
    for was in operations(old):
        name = f"{was.method} {was.path}"
        if (was.method, was.path) not in now:
            found.append(f"{name}: is gone")
        else:
            found += [f"{name}: {each}" for each in _operation(contracts, was.node, now[was.method, was.path])]
    return sorted(set(found))


def _operation(contracts: Contracts, old: Node, new: Node) -> Iterator[str]:
    if old["operationId"] != new["operationId"]:
        yield f"operationId {old['operationId']} is {new['operationId']} now"
    for credential in old["security"]:
        if credential not in new["security"]:
            yield f"credential {credential} is no longer enough"
    yield from _parameters(contracts, old, new)
    yield from _body(contracts, old, new)
    yield from _responses(contracts, old, new)


def _parameters(contracts: Contracts, old: Node, new: Node) -> Iterator[str]:
    before, now = (_by_name(document, each) for document, each in zip(contracts, (old, new), strict=True))
    for key, parameter in now.items():
        if parameter.get("required") and not before.get(key, {}).get("required"):
            yield f"{' '.join(key)} is required now"
    for key, parameter in before.items():
        if key not in now:
            yield f"{' '.join(key)} is gone"
        else:
            yield from _schema(contracts, parameter["schema"], now[key]["schema"], " ".join(key), _sent)


def _by_name(document: Node, operation: Node) -> dict[tuple[str, str], Node]:
    parameters = [resolved(document, each) for each in operation.get("parameters", [])]
    return {(each["in"], each["name"]): each for each in parameters}


def _body(contracts: Contracts, old: Node, new: Node) -> Iterator[str]:
    before, now = contracts.resolved(old.get("requestBody", {}), new.get("requestBody", {}))
    if now.get("required") and not before.get("required"):
        yield "body is required now"
    yield from _content(contracts, before, now, "body", _sent)


def _responses(contracts: Contracts, old: Node, new: Node) -> Iterator[str]:
    for status, response in old["responses"].items():
        if status in new["responses"]:
            before, now = contracts.resolved(response, new["responses"][status])
            yield from _content(contracts, before, now, status, _received)
            yield from (f"{status} header {name} is gone" for name in _beyond(before, now, "headers"))
        elif status.startswith("2"):
            yield f"{status} is gone"


def _content(contracts: Contracts, old: Node, new: Node, place: str, rules: Rules) -> Iterator[str]:
    for kind, media in old.get("content", {}).items():
        if kind not in new.get("content", {}):
            yield f"{place} {kind} is gone"
        else:
            yield from _schema(contracts, media["schema"], new["content"][kind]["schema"], place, rules)


def _schema(
    contracts: Contracts, old: Node, new: Node, place: str, rules: Rules, *, above: frozenset[Pair] = frozenset()
) -> Iterator[str]:
    """What is worse by the rules, here and below; a pair of schemas inside itself is looked at once."""
    pair = (old.get("$ref"), new.get("$ref"))
    if pair in above:
        return
    above |= {pair} - {(None, None)}
    old, new = contracts.resolved(old, new)
    was, now = old.get("type", "any"), new.get("type", "any")
    if was != now and {was, now} != {"integer", "number"}:
        yield f"{place}: {was} is {now} now"
        return
    yield from rules(old, new, place)
    for name, member in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{place}.{name} is gone"
        else:
            yield from _schema(contracts, member, new["properties"][name], f"{place}.{name}", rules, above=above)
    for key, mark in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            yield from _schema(contracts, old[key], new[key], f"{place}{mark}", rules, above=above)


def _sent(old: Node, new: Node, place: str) -> Iterator[str]:
    """What a client could send and no longer can."""
    yield from _shape(old, new, place, unfit="integer")
    yield from (f"{place}.{name} is required now" for name in _beyond(new, old, "required"))
    yield from (f"{place}: {value} is no longer taken" for value in _values(old, new))
    for limit, closer in CLOSER.items():
        if limit in new and (limit not in old or closer(old[limit], new[limit]) != old[limit]):
            yield f"{place}: {limit} is {new[limit]} now"
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"{place}: pattern is {new['pattern']} now"
    if old.get("nullable") and not new.get("nullable"):
        yield f"{place}: null is no longer taken"
    if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
        yield f"{place}: other members are no longer taken"


def _received(old: Node, new: Node, place: str) -> Iterator[str]:
    """What a client could rely on and no longer can. A new value breaks clients that know only the old ones."""
    yield from _shape(old, new, place, unfit="number")
    yield from (f"{place}.{name} may be absent now" for name in _beyond(old, new, "required"))
    yield from (f"{place}: {value} may come now" for value in _values(new, old))
    if new.get("nullable") and not old.get("nullable"):
        yield f"{place}: may be null now"


def _shape(old: Node, new: Node, place: str, *, unfit: str) -> Iterator[str]:
    """What is as bad in either direction; `unfit` is the type of numbers that the other may not become."""
    if old.get("type") != new.get("type") == unfit:
        yield f"{place}: {old.get('type')} is {unfit} now"
    if old.get("format") != new.get("format"):
        yield f"{place}: format {old.get('format', 'none')} is {new.get('format', 'none')} now"
    for key in COMPARED_AS_A_WHOLE:
        if old.get(key) != new.get(key):
            yield f"{place}: {key} differs, which is compared as a whole"


def _beyond(more: Node, fewer: Node, key: str) -> list[str]:
    return sorted(set(more.get(key, [])) - set(fewer.get(key, [])))


def _values(more: Node, fewer: Node) -> list[str]:
    """The values that `more` has and `fewer` has not; without an enumeration a schema has any other value too."""
    if "enum" not in fewer:
        return []
    return _beyond(more, fewer, "enum") if "enum" in more else ["any other value"]
