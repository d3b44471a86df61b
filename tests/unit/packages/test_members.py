"""Members of an archive, by path and in order."""

import pytest

from hornbook_server.domain.package import Member, PackageError
from hornbook_server.packages.members import MOST_ALIKE, Members


def member(path: str, offset: int = 0) -> Member:
    return Member(path=path, offset=offset, compressed=2**33, size=2**34, deflated=True, crc=2**32 - 1)


def of(*paths: str) -> Members:
    members = Members()
    for number, path in enumerate(paths):
        members.add(member(path, 100 - number), name=b"")
    return members


def test_a_member_comes_back_as_it_was_added_whatever_its_path():
    for path in ("a.html", "Урок \U0001f600.html", "\udc80.html"):
        members = of(path)
        assert (list(members), list(members.values()), members[path]) == (
            [path],
            [member(path, 100)],
            member(path, 100),
        )


def test_of_two_with_one_path_the_last_one_stays_in_its_place():
    members = Members()
    added = [members.add(member(path, at), name=path.encode()) for at, path in enumerate(("a", "b", "a"))]

    assert added == [False, False, True]
    assert (list(members), len(members), members["a"].offset) == (["b", "a"], 2, 2)
    assert [one.offset for one in members.by_offset()] == [1, 2]
    assert list(members.twins()) == []


def test_paths_that_differ_in_case_or_form_are_told_from_each_other_and_found_by_likeness():
    members = of("A.html", "a.html", "\u00e9", "e\u0301", "b")

    assert [members.find(path) for path in ("a.html", "A.HTML", "E\u0301", "B", "c")] == [
        "a.html",
        "A.html",
        "\u00e9",
        "b",
        None,
    ]
    assert "A.HTML" not in members
    assert list(members.twins()) == [("a.html", "A.html"), ("e\u0301", "\u00e9")]


def test_a_twin_is_none_of_one_that_another_has_replaced():
    assert list(of("A", "a", "A").twins()) == [("A", "a")]


def test_views_of_the_same_members_are_equal():
    assert of("a", "b").values() == of("a", "b").values()
    assert of("a", "b").values() != of("b", "a").values()


def spellings(count: int) -> list[str]:
    """Paths that differ in case alone."""
    return [
        "".join(letter.upper() if n >> at & 1 else letter for at, letter in enumerate("abcdefgh")) for n in range(count)
    ]


def test_paths_that_are_alike_are_few():
    assert len(of(*spellings(MOST_ALIKE), *spellings(MOST_ALIKE))) == MOST_ALIKE
    assert list(of(*["Ab", "ab"] * MOST_ALIKE, "aB")) == ["Ab", "ab", "aB"]
    with pytest.raises(PackageError, match=r"^abcDefgh: .*case or Unicode form alone") as refused:
        of(*spellings(MOST_ALIKE + 1), "b")
    assert refused.value.finding.code == "LIMIT_ALIKE"
