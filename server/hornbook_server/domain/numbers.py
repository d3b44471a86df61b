"""Numbers that content writes, and what they come to together."""

from math import isfinite


def number(text: str | None) -> float | None:
    """None for what is no finite number, or one in Python alone: 1_000, and digits of other scripts."""
    if not text or not text.isascii() or "_" in text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def measure(value: str | float | None) -> float | None:
    """A scaled score, which stays within -1 to 1 whatever is said; None for what is no finite number."""
    found = number(value) if isinstance(value, str) else value
    return None if found is None else min(1.0, max(-1.0, found))


def decimal(value: float) -> float:
    """To the ninth decimal: the average of 0.7, 0.7 and 0.7 is no less, which a threshold of 0.7 would fail."""
    return round(value, 9)
