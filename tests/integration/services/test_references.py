"""Statements that refer to others, in numbers."""

from collections import Counter

from hornbook_server.domain.xapi import lrs_of_application
from hornbook_server.services.statements import store
from hornbook_server.storage.statements import Statements
from tests.fixtures.records import ADA, GOLF, reference, statement
from tests.fixtures.values import START

LRS = lrs_of_application("APP")


def keep(database, *said):
    return store(database, LRS, said, authority=ADA, version="1.0.3", now=START)


def chain(length):
    said = [statement()]
    while len(said) < length:
        said.append(statement(object=reference(said[-1]["id"])))
    return said


def test_what_many_refer_to_is_looked_up_once(database, monkeypatch):
    stored, looked_up, known = chain(20), Counter(), Statements.known

    def counted(self, lrs, ids):
        looked_up.update(ids)
        return known(self, lrs, ids)

    keep(database, *stored)
    monkeypatch.setattr(Statements, "known", counted)
    ids = keep(database, *(statement(object=reference(stored[-1]["id"])) for _ in range(50)))
    assert looked_up == Counter(each["id"] for each in stored)
    with database.read() as unit:
        found = unit.statements.page(
            LRS, [("activity", GOLF["id"])], since=None, until=None, beyond=None, ascending=True, limit=100
        )
    assert {each.id for each in found} == {each["id"] for each in stored} | set(ids)


def test_definitions_of_more_activities_than_a_query_has_parameters_are_known(database):
    ids = [f"https://example.com/{number}" for number in range(70_000)]
    with database.write() as unit:
        unit.activities.define(LRS, {ids[-1]: b"{}"})
        assert unit.activities.definitions(LRS, ids) == {ids[-1]: b"{}"}
