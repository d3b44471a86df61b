"""Joins the split OpenAPI document into one whose references all point into itself."""

from pathlib import Path
from typing import Any

import yaml


class BundleError(Exception):
    """A file of the split document that cannot be joined; the message names it and what to write instead."""


def bundle(index: Path) -> dict[str, Any]:
    """The document that `index` begins.

    A reference is the relative path of a file. A file `components/<section>/<Name>.yaml` becomes the component of
    that name, and references to it stay references, so schemas may be recursive; any other file is put in place.
    """
    files = _Files(index.parent)
    document: dict[str, Any] = files.joined(index)
    _check_declared(document.pop("components", {}))
    document["components"] = {
        section: dict(sorted(members.items())) for section, members in sorted(files.components.items())
    }
    return document


def _check_declared(components: dict[str, dict[str, Any]]) -> None:
    """The index lists only components that nothing refers to by path, such as security schemes."""
    for section, members in components.items():
        for name, node in members.items():
            if node != {"$ref": f"#/components/{section}/{name}"}:
                raise BundleError(f"components/{section}/{name} of the index must refer to the file of that name")


class _Files:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / "components"
        self.components: dict[str, dict[str, Any]] = {}

    def joined(self, file: Path) -> Any:
        try:
            node = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise BundleError(f"{file.relative_to(self._root)} cannot be read: {error}") from error
        return self._resolved(node, file)

    def _resolved(self, node: Any, file: Path) -> Any:
        if isinstance(node, list):
            return [self._resolved(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return self._target(node, file)
        return {key: self._resolved(value, file) for key, value in node.items()}

    def _target(self, node: dict[str, Any], file: Path) -> Any:
        reference = node["$ref"]
        target = (file.parent / reference).resolve()
        if len(node) > 1 or not target.is_file():
            place = file.relative_to(self._root)
            raise BundleError(f"{place}: write the path of a file, and nothing beside it, for $ref: {reference}")
        if not target.is_relative_to(self._folder):
            return self.joined(target)
        section, name = target.parent.name, target.stem
        members = self.components.setdefault(section, {})
        if name not in members:
            members[name] = None  # a recursive schema meets its own name while it is being read
            members[name] = self.joined(target)
        return {"$ref": f"#/components/{section}/{name}"}
