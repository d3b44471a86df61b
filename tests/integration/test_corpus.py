"""The corpus, where there is one beside the checkout: what its INDEX.tsv says is what is read."""

import pytest

from tests.integration import corpus

ROWS = [pytest.param(row, id=row["file"]) for row in corpus.rows()] or [
    pytest.param({}, marks=pytest.mark.skip(reason="the corpus is not beside this checkout"))
]


@pytest.mark.parametrize("row", ROWS)
def test_a_package_is_read_or_refused_as_the_index_has_it(row):
    assert corpus.differences(row) == []
