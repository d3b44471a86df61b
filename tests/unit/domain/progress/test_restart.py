"""Where a launch begins a new instance, by the setting WhenToRestartRegistration."""

import pytest

from hornbook_server.domain.progress.restart import begins_anew
from hornbook_server.domain.progress.results import Completion, Result, Success
from hornbook_server.domain.settings_catalogue import CATALOGUE

RESULTS = {
    "untouched": Result(),
    "incomplete": Result(completion=Completion.INCOMPLETE),
    "completed": Result(completion=Completion.COMPLETED),
    "passed": Result(completion=Completion.INCOMPLETE, success=Success.PASSED),
    "failed": Result(completion=Completion.COMPLETED, success=Success.FAILED),
}
ANEW = {
    "WHEN_EXISTING_REG_IS_COMPLETE": {"completed", "failed"},
    "WHEN_EXISTING_REG_IS_INCOMPLETE": {"untouched", "incomplete", "passed"},
    "WHEN_EXISTING_REG_IS_SATISFIED": {"passed"},
    "WHEN_EXISTING_REG_IS_FAILED": {"failed"},
}
NEWER = "_AND_NEWER_PACKAGE_VERSION_EXISTS"


def anew(setting, *, newer_version):
    return {name for name, result in RESULTS.items() if begins_anew(setting, result, newer_version=newer_version)}


@pytest.mark.parametrize("setting", ANEW)
def test_what_the_instance_has_come_to_decides_and_a_newer_version_where_that_is_asked_for(setting):
    for newer_version in (True, False):
        assert anew(setting, newer_version=newer_version) == ANEW[setting]
    assert anew(f"{setting}{NEWER}", newer_version=True) == ANEW[setting]
    assert anew(f"{setting}{NEWER}", newer_version=False) == set()


def test_a_newer_version_alone_decides_or_nothing_does():
    for newer_version in (True, False):
        assert anew("NEVER", newer_version=newer_version) == set()
    assert anew("WHEN_NEWER_PACKAGE_VERSION_EXISTS", newer_version=True) == RESULTS.keys()
    assert anew("WHEN_NEWER_PACKAGE_VERSION_EXISTS", newer_version=False) == set()


def test_each_value_of_the_setting_has_a_rule():
    ruled = {*ANEW, *(f"{setting}{NEWER}" for setting in ANEW), "NEVER", "WHEN_NEWER_PACKAGE_VERSION_EXISTS"}
    assert CATALOGUE["WhenToRestartRegistration"].values.keys() <= ruled
