"""Attributes of manifests as values of the domain, whose names are theirs but for case and underscores."""

from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from hornbook_server.packages.content import Content
from hornbook_server.packages.documents import Element

T = TypeVar("T", bound=Struct)


class Attributes:
    """Reads them, and warns of those that can mean nothing."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def named(self, kind: type[Struct], element: Element | None) -> dict[str, Any]:
        """The attributes that are there, by the names of `kind`; one that is none of its values counts as absent."""
        found: dict[str, Any] = {}
        if element is None:
            return found
        for name, attribute, values in _attributes(kind):
            if text := element.attribute(attribute):
                try:
                    found[name] = converted(text, values)
                except ValidationError:
                    self.invalid(element, f'"{text}" is no value of {attribute}.')
        return found

    def value(self, kind: type[T], element: Element | None) -> T:
        """For a kind whose values all have defaults."""
        return kind(**self.named(kind, element))

    def invalid(self, element: Element, message: str) -> None:
        fix = f"Correct the element {element.name}."
        self._content.findings.warn(
            "SEQUENCING_INVALID", message, fix, file=self._content.descriptor, line=element.line
        )


def converted(text: str, values: Any) -> Any:
    """Text as a boolean, number or word, in any case; raises ValidationError if it is none of these values."""
    words = _words(values)
    if text[0] in "+-.":
        text = text.removeprefix("+").replace("-.", "-0.") if text[0] != "." else f"0{text}"
    return convert(words.get(text.lower(), text), values, strict=False)


@cache
def _attributes(kind: type[Struct]) -> tuple[tuple[str, str, Any], ...]:
    return tuple((field.name, field.name.replace("_", ""), field.type) for field in fields(kind))


@cache
def _words(values: Any) -> dict[str, str]:
    return {word.lower(): word for word in get_args(values)} if get_origin(values) is Literal else {}
