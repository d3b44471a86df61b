"""Rules of xAPI that no schema states: keys of maps, dates, scores, and what excludes what."""

import re
from typing import Any

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.xapi import Json, agent_key, agents_of, is_activity, is_newer, is_voiding, moment_of

_LANGUAGE = re.compile(r"([a-z]{2,8}(-[a-z0-9]{1,8})*|[xi](-[a-z0-9]{1,8})+)", re.IGNORECASE)
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_COMPONENTS = {
    "choices": ("choice", "sequencing"),
    "scale": ("likert",),
    "source": ("matching",),
    "target": ("matching",),
    "steps": ("performance",),
}
_AUTHORITIES = 2
_NEGATIVE_ZERO = re.compile(r"-00(:?00)?$")
_ONLY_NEWER = ("contextAgents", "contextGroups")


def check_statement(statement: Json, *, version: str, place: str = "") -> None:
    """Raises Invalid. `version` is the one of the request: what 2.0 has added is refused before it."""
    _check_authority(statement.get("authority", {}), _at(place, "authority"))
    if is_voiding(statement) and statement["object"].get("objectType") != "StatementRef":
        raise _invalid(place, "object", "must be a StatementRef, for the verb is voided (Data, 2.3.2)")
    _check_parts(statement, version, place)
    thing = statement["object"]
    if thing.get("objectType") == "SubStatement":
        _check_parts(thing, version, _at(place, "object"))


def _check_authority(authority: Json, place: str) -> None:
    """A group is an application and a user of it, and has no identifier (Data, 2.4.9)."""
    if authority.get("objectType") == "Group" and len(authority.get("member", ())) != _AUTHORITIES:
        raise _invalid(place, "member", "must be two agents, the consumer and the user")
    if authority.get("objectType") == "Group" and agent_key(authority) is not None:
        raise Invalid(f"{place}: a group that is an authority has no identifier")


def _check_parts(statement: Json, version: str, place: str) -> None:
    for name in ("timestamp", "stored"):
        if name in statement:
            _check_time(statement[name], _at(place, name))
    _check_languages(statement["verb"].get("display", {}), _at(place, "verb.display"))
    if is_activity(statement["object"]):
        _check_activity(statement["object"], _at(place, "object"))
    if "result" in statement:
        _check_result(statement["result"], _at(place, "result"))
    if "context" in statement:
        _check_context(statement, version, _at(place, "context"))
    for number, attachment in enumerate(statement.get("attachments", ())):
        for name in ("display", "description"):
            _check_languages(attachment.get(name, {}), _at(place, f"attachments.{number}.{name}"))
    for agent in agents_of(statement):
        if agent.get("account", {}).get("name") == "":
            raise _invalid(place, "account.name", "is empty")


def _check_time(text: str, place: str) -> None:
    if _NEGATIVE_ZERO.search(text):
        raise Invalid(f"{place}: {text} has a negative zero for an offset")
    try:
        moment_of(text)
    except ValueError:
        raise Invalid(f"{place}: {text} is no time that there is") from None


def _check_result(result: Json, place: str) -> None:
    _check_extensions(result.get("extensions", {}), place)
    score = result.get("score", {})
    least, raw, most = score.get("min"), score.get("raw"), score.get("max")
    if least is not None and most is not None and least >= most:
        raise _invalid(place, "score.min", f"{least} is not below max, {most}")
    if raw is not None and ((least is not None and raw < least) or (most is not None and raw > most)):
        raise _invalid(place, "score.raw", f"{raw} lies outside of min and max")


def _check_context(statement: Json, version: str, place: str) -> None:
    context = statement["context"]
    _check_extensions(context.get("extensions", {}), place)
    if not is_activity(statement["object"]):
        for name in ("revision", "platform"):
            if name in context:
                raise _invalid(place, name, "belongs to statements whose object is an activity alone")
    for name in _ONLY_NEWER:
        if name in context and not is_newer(version):
            raise _invalid(place, name, f"is of xAPI 2.0; the request says X-Experience-API-Version: {version}")
    for kind, activities in context.get("contextActivities", {}).items():
        for activity in activities if isinstance(activities, list) else [activities]:
            _check_activity(activity, _at(place, f"contextActivities.{kind}"))


def _check_activity(activity: Json, place: str) -> None:
    definition = activity.get("definition")
    if not definition:
        return
    for name in ("name", "description"):
        if name in definition:
            _check_languages(definition[name], _at(place, f"definition.{name}"))
    _check_extensions(definition.get("extensions", {}), _at(place, "definition"))
    kind = definition.get("interactionType")
    if "correctResponsesPattern" in definition and kind is None:
        raise _invalid(place, "definition.interactionType", "is required beside correctResponsesPattern")
    for name, kinds in _COMPONENTS.items():
        if name in definition:
            if kind not in kinds:
                raise _invalid(place, f"definition.{name}", f"goes with the interactionType {' or '.join(kinds)} alone")
            _check_components(definition[name], _at(place, f"definition.{name}"))


def _check_components(components: list[Json], place: str) -> None:
    identifiers = [component["id"] for component in components]
    if len(set(identifiers)) < len(identifiers):
        raise Invalid(f"{place}: ids must differ (Data, 2.4.4.1)")
    for number, component in enumerate(components):
        _check_languages(component.get("description", {}), f"{place}.{number}.description")


def _check_languages(texts: Json, place: str) -> None:
    for tag in _unlike(_LANGUAGE, texts):
        raise Invalid(f"{place}: [{tag}] is not a language tag (RFC 5646)")


def _check_extensions(extensions: Json, place: str) -> None:
    for key in _unlike(_IRI, extensions):
        raise Invalid(f"{place}.extensions: the key [{key}] is not an IRI")


def _unlike(pattern: re.Pattern[str], keys: dict[str, Any]) -> list[str]:
    return [key for key in keys if not pattern.fullmatch(key)]


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _invalid(place: str, name: str, reason: str) -> Invalid:
    return Invalid(f"{_at(place, name)}: {reason}")
