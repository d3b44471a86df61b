"""A package at the limits is imported, or refused, by a worker that stays small and quick."""

import pytest

from tests.hostile.large import cost

IMPORTED = "Import Successful"


@pytest.mark.parametrize(
    ("archive", "outcome"),
    [
        ("a directory as large as may be", IMPORTED),
        ("as many activities as may be", IMPORTED),
        ("as many letters of four bytes as may be", IMPORTED),
        ("as many quotes as may be", IMPORTED),
        ("as much sequencing as may be", IMPORTED),
        ("identifiers that are too long together", "The texts of the course, as JSON, take more than"),
    ],
)
def test_an_archive_at_the_limits_is_imported_in_bounded_memory_and_time(archive, outcome):
    message, seconds, mebibytes = cost(archive)
    assert message.startswith(outcome)
    assert seconds < 15
    assert mebibytes < 100
