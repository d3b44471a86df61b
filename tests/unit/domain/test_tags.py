import pytest

from hornbook_server.domain.course import joined_tags, within_batch
from hornbook_server.domain.errors import Invalid


@pytest.mark.parametrize(
    ("known", "added", "joined"),
    [
        ((), ["b", "a", "b"], ("b", "a")),
        (("a", "b"), ["c", "a"], ("a", "b", "c")),
        (("a",), [], ("a",)),
        ((), ["", "a", ""], ("a",)),
        (("Golf",), ["golf", "Golf "], ("Golf", "golf", "Golf ")),
    ],
)
def test_tags_keep_their_order_and_count_once(known, added, joined):
    assert joined_tags(known, added) == joined


def test_a_course_has_at_most_a_hundred_tags():
    hundred = tuple(f"tag {number}" for number in range(100))
    assert joined_tags(hundred[:1], hundred) == hundred
    with pytest.raises(Invalid) as raised:
        joined_tags(hundred, ["one more"])
    assert str(raised.value) == "tags: at most 100 are kept, these would be 101; remove some first"


def test_a_batch_sets_at_most_ten_thousand_tags_on_courses():
    within_batch(1000, 10)
    within_batch(100, 100)
    with pytest.raises(Invalid) as raised:
        within_batch(1000, 11)
    assert str(raised.value) == (
        "ids, tags: 11 tags on 1000 ids are 11000, at most 10000 can be set at once; send several batches"
    )
