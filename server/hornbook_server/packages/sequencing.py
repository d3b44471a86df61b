"""Sequencing definitions of SCORM 2004 (CAM 4th Ed., chapter 5)."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from msgspec import Struct, ValidationError
from msgspec.structs import replace

from hornbook_server.domain.sequencing import (
    ConstrainedChoiceConsiderations,
    ControlMode,
    DeliveryControls,
    LimitConditions,
    MapInfo,
    Measure,
    Objective,
    RandomizationControls,
    RollupCondition,
    RollupConsiderations,
    RollupRule,
    RollupRules,
    RuleCondition,
    Sequencing,
    SequencingRule,
    SequencingRules,
)
from hornbook_server.packages.attributes import Attributes, converted
from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Element
from hornbook_server.packages.findings import refusal

MOST_PARTS = 100_000
Rule = TypeVar("Rule", SequencingRule, RollupRule)
_SIMPLE: dict[str, type[Struct]] = {
    "control_mode": ControlMode,
    "limit_conditions": LimitConditions,
    "randomization_controls": RandomizationControls,
    "delivery_controls": DeliveryControls,
    "constrained_choice_considerations": ConstrainedChoiceConsiderations,
    "rollup_considerations": RollupConsiderations,
}
_READ_BY_DEFAULT = {
    "imsss": ("read_satisfied_status", "read_normalized_measure"),
    "adlseq": (
        "read_raw_score",
        "read_min_score",
        "read_max_score",
        "read_completion_status",
        "read_progress_measure",
    ),
}


class Definitions:
    """The sequencing of a manifest's activities; those that refer to one definition of its collection share it."""

    def __init__(self, content: Content, manifest: Element) -> None:
        self._content = content
        self._attributes = Attributes(content)
        collections = manifest.all("sequencingcollection")
        self._collection = {one.attribute("id"): one for holder in collections for one in holder.all("sequencing")}
        self._shared: dict[str, tuple[Sequencing, int]] = {}
        self._parts = 0

    def of(self, activity: Element) -> Sequencing | None:
        """The definition of an item or organization; raises PackageError if all together are too large to keep."""
        own = activity.first("sequencing")
        if own is None:
            return None
        sequencing, parts = self._resolved(own)
        self._parts += parts
        if self._parts > MOST_PARTS:
            message = f"The sequencing of all activities together has more than {MOST_PARTS} rules and objectives."
            fix = "Split the course into several packages."
            raise refusal("LIMIT_SEQUENCING", message, fix, file=self._content.descriptor, line=own.line)
        return sequencing

    def _resolved(self, own: Element) -> tuple[Sequencing, int]:
        """With what its IDRef adds: elements of its own win over those of the same name (CAM 4th Ed., 5.1.1)."""
        reference = own.attribute("idref")
        referred = self._collection.get(reference)
        if reference and referred is None:
            self._attributes.invalid(own, f'There is no sequencing "{reference}" in the manifest\'s collection.')
        if referred is None:
            return self._read(own.children)
        if own.children:
            kept = {_part(child) for child in own.children}
            return self._read([*own.children, *(child for child in referred.children if _part(child) not in kept)])
        if reference not in self._shared:
            self._shared[reference] = self._read(referred.children)
        return self._shared[reference]

    def _read(self, parts: Iterable[Element]) -> tuple[Sequencing, int]:
        """A definition, and of how many elements it is made."""
        found: dict[str, Element] = {}
        for part in parts:
            found.setdefault(_part(part), part)
        sequencing = Sequencing(**dict(self._parts_of(found)))
        return sequencing, 1 + sum(_size(part) for part in found.values())

    def _parts_of(self, found: dict[str, Element]) -> Iterator[tuple[str, Any]]:
        """Those that are there, so that the others stay out of what is stored."""
        for name, kind in _SIMPLE.items():
            if part := found.get(name.replace("_", "")):
                yield name, self._attributes.value(kind, part)
        if part := found.get("sequencingrules"):
            yield "sequencing_rules", self._sequencing_rules(part)
        if part := found.get("rolluprules"):
            yield "rollup_rules", self._rollup_rules(part)
        if part := found.get("objectives"):
            yield from self._objectives(part, found.get("adlseq:objectives"))

    def _sequencing_rules(self, holder: Element) -> SequencingRules:
        return SequencingRules(
            pre_condition=self._rules(holder, "preconditionrule"),
            exit_condition=self._rules(holder, "exitconditionrule"),
            post_condition=self._rules(holder, "postconditionrule"),
        )

    def _rules(self, holder: Element, name: str) -> tuple[SequencingRule, ...]:
        rules = (self._rule(rule, SequencingRule, RuleCondition, "rule") for rule in holder.all(name))
        return tuple(filter(None, rules))

    def _rollup_rules(self, holder: Element) -> RollupRules:
        rules = (self._rule(rule, RollupRule, RollupCondition, "rollup") for rule in holder.all("rolluprule"))
        return replace(self._attributes.value(RollupRules, holder), rules=tuple(filter(None, rules)))

    def _rule(self, rule: Element, kind: type[Rule], condition_kind: type[Struct], prefix: str) -> Rule | None:
        """None, with a warning, for one without action or conditions, or with a condition that cannot be known."""
        holder, action = rule.first(f"{prefix}conditions"), rule.first(f"{prefix}action")
        named = self._attributes.named
        values = named(kind, rule) | named(kind, holder) | named(kind, action)
        conditions = [named(condition_kind, one) for one in (holder.all(f"{prefix}condition") if holder else ())]
        if "action" not in values or not conditions or not all("condition" in one for one in conditions):
            self._attributes.invalid(rule, "The rule has no action or condition that is known; it is left out.")
            return None
        return kind(**(values | {"conditions": tuple(condition_kind(**one) for one in conditions)}))

    def _objectives(self, holder: Element, extension: Element | None) -> Iterator[tuple[str, Any]]:
        """The primary objective and the others; adlseq:objectives adds maps to them by objectiveID."""
        added: dict[str, list[Element]] = {}
        for objective in extension.all("objective") if extension else ():
            added.setdefault(objective.attribute("objectiveid"), []).extend(objective.all("mapinfo"))
        if primary := holder.first("primaryobjective"):
            yield "primary_objective", self._objective(primary, added)
        yield "objectives", tuple(self._objective(other, added) for other in holder.all("objective"))

    def _objective(self, objective: Element, added: dict[str, list[Element]]) -> Objective:
        values = self._attributes.named(Objective, objective)
        measure = objective.value("minnormalizedmeasure")
        if measure:
            try:
                values["min_normalized_measure"] = converted(measure, Measure)
            except ValidationError:
                message = f'The measure "{measure}" is not a number from -1 to 1; it satisfies nothing.'
                fix, file = "Correct imsss:minNormalizedMeasure.", self._content.descriptor
                self._content.findings.warn("MEASURE_INVALID", message, fix, file=file, line=objective.line)
                values["satisfied_by_measure"] = False
        maps: dict[str, dict[str, Any]] = {}
        for kind, elements in (
            ("imsss", objective.all("mapinfo")),
            ("adlseq", added.get(objective.attribute("objectiveid"), ())),
        ):
            for element in elements:
                stated = self._attributes.named(MapInfo, element)
                if target := stated.get("target_objective_id"):
                    maps.setdefault(target, {}).update(dict.fromkeys(_READ_BY_DEFAULT[kind], True) | stated)
        return Objective(**values, map_infos=tuple(MapInfo(**one) for one in maps.values()))


def _part(element: Element) -> str:
    """The element's name; that of adlseq:objectives, to be told from those of imsss, keeps its prefix."""
    return f"adlseq:{element.name}" if element.name == "objectives" and "adlseq" in element.namespace else element.name


def _size(element: Element) -> int:
    return 1 + sum(map(_size, element.children))
