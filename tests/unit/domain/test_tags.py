import pytest

from hornbook_server.domain.course import joined_tags
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
    assert str(raised.value) == "tags: a course has at most 100, these would be 101; remove some first"
