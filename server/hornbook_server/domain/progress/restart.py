"""Whether a launch begins a new instance of a registration (the setting WhenToRestartRegistration)."""

from collections.abc import Callable

from hornbook_server.domain.progress.results import Completion, Result, Success

_NEWER = "_AND_NEWER_PACKAGE_VERSION_EXISTS"
_HOLDS: dict[str, Callable[[Result], bool]] = {
    "WHEN_EXISTING_REG_IS_COMPLETE": lambda result: result.completion is Completion.COMPLETED,
    "WHEN_EXISTING_REG_IS_INCOMPLETE": lambda result: result.completion is not Completion.COMPLETED,
    "WHEN_EXISTING_REG_IS_SATISFIED": lambda result: result.success is Success.PASSED,
    "WHEN_EXISTING_REG_IS_FAILED": lambda result: result.success is Success.FAILED,
}


def begins_anew(setting: str, result: Result, *, newer_version: bool) -> bool:
    """`result` is the latest instance's; `newer_version` whether its course has one that the instance is not of."""
    if setting == "WHEN_NEWER_PACKAGE_VERSION_EXISTS":
        return newer_version
    holds = _HOLDS.get(setting.removesuffix(_NEWER))
    return holds is not None and holds(result) and (newer_version or not setting.endswith(_NEWER))
