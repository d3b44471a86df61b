"""Whose attributes with a prefix are: those of the standards, however tools declare them, or those of vendors."""

import re

_STANDARDS = re.compile(r"\b(ims|adl|scorm|cmi5|xapi)", re.IGNORECASE)
# The standards themselves write these with a prefix, so that no vendor means another thing by them.
_PREFIXED = {"scormtype", "persiststate", "objectivesglobaltosystem", "shareddataglobaltosystem"}


def is_of_a_vendor(prefix: str, namespace: str, name: str) -> bool:
    """Of an attribute's prefix, the namespace that it stands for, empty if undeclared, and its name in lower case."""
    return bool(namespace) and name not in _PREFIXED and not _STANDARDS.search(f"{prefix} {namespace}")
