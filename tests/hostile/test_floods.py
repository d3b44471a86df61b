"""A descriptor cannot make its reader take memory or time out of proportion to what is allowed."""

import pytest

from tests.hostile import floods
from tests.hostile.measured import cost

ABOVE_IDLE = 100  # MiB
SECONDS = 10
OUTCOMES = {"read", "UNSUPPORTED", "NOTHING_TO_LAUNCH", "LIMIT_ACTIVITIES"}
OUTCOMES |= {"DESCRIPTOR_TOO_LARGE", "XML_TOO_LARGE", "XML_EMPTY", "AICC_TOO_LARGE", "AICC_TABLE"}


@pytest.mark.parametrize("flood", floods.FLOODS)
def test_a_flood_is_read_or_refused_in_bounded_memory_and_time(flood):
    outcome, seconds, mebibytes = cost(flood)
    assert outcome in OUTCOMES
    assert seconds < SECONDS
    assert mebibytes < ABOVE_IDLE
