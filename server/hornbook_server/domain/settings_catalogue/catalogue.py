"""The settings that there are, read from the data files beside this module."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec
from msgspec import structs

from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.settings_catalogue.setting import Setting
from hornbook_server.domain.settings_catalogue.values import fault

T = TypeVar("T")

_LONGEST_SHOWN = 100


def checked(setting_id: str, value: str) -> None:
    """Raises Invalid, which names the setting, the value and what is valid."""
    setting = CATALOGUE.get(setting_id)
    if setting is None:
        raise Invalid(f"{setting_id} is not a valid setting ID")
    if setting.values:
        expected = None if value in setting.values else ", ".join(setting.values)
    else:
        expected = fault(setting.type, value)
    if expected is not None:
        shown = value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "..."
        raise Invalid(f"{setting_id}: '{shown}' is not a valid value; valid is {expected}")


def known(setting_id: str) -> None:
    """Raises Invalid where there is no such setting to clear."""
    if setting_id not in CATALOGUE:
        raise Invalid(f"no such configuration setting '{setting_id}'")


def _read() -> dict[str, Setting]:
    folder = files(__package__)
    enumerations = _decode(folder / "enumerations.toml", dict[str, dict[str, str]])
    settings: dict[str, Setting] = {}
    for name in ("player.toml", "postback.toml", "delivery.toml"):
        settings |= _decode(folder / name, dict[str, Setting])
    return {
        name: structs.replace(
            setting, id=name, values=enumerations.get(setting.type.removeprefix("Enum."), setting.values)
        )
        for name, setting in sorted(settings.items())
    }


def _decode(file: Traversable, shape: type[T]) -> T:
    return msgspec.toml.decode(file.read_bytes(), type=shape)


CATALOGUE = _read()
