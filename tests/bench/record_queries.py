"""How long a page of a learner's statements takes in few records and in many, by course and time or by agent and verb.

`FEW` (10,000) and `MANY` (1,000,000) statements about one course, of which each learner has a hundred, on the databases
that `ON` names (sqlite,postgresql). Of `PAGES` (300) interleaved pages of fifty, what the fastest tenth takes at most:
others who use the machine change that least. Exits 1 beyond the promise.
"""

import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import orjson
from sqlalchemy import insert

from hornbook_server.domain.application import ApplicationKind, Caller
from hornbook_server.domain.xapi import Attribution, StatementQuery, lrs_of_application, terms_of
from hornbook_server.handlers.statements import PAGE, of_course
from hornbook_server.opening import open_hornbook, prepare
from hornbook_server.services.hornbook import Hornbook
from hornbook_server.services.statements import page as page_of
from hornbook_server.settings import from_environment
from hornbook_server.storage.positions import after
from hornbook_server.storage.statements import Record
from hornbook_server.storage.tables import course_versions, courses
from tests.bench.throughput import APPLICATION, course_row, version_row
from tests.fixtures.databases import database_url
from tests.fixtures.records import statement, verb
from tests.fixtures.values import START

FEW, MANY = int(os.environ.get("FEW", "10000")), int(os.environ.get("MANY", "1000000"))
PAGES = int(os.environ.get("PAGES", "300"))
ON = os.environ.get("ON", "sqlite,postgresql").split(",")
EACH = 100  # statements of a learner
PROMISE = 1.5
KEY = "known to these measurements alone"
CALLER = Caller(APPLICATION[0], ApplicationKind.NORMAL)


def main() -> int:
    kept = True
    for kind in ON:
        with filled(kind, FEW) as few, filled(kind, MANY) as many:
            for name, page in (("course and learner", of_course_and_learner), ("agent and verb", of_agent_and_verb)):
                took = measure(page, (few, many))
                ratio = took[1] / took[0]
                kept &= ratio <= PROMISE
                sys.stdout.write(
                    f"{kind:10}: a page by {name} of {FEW} statements takes {took[0]:.2f} ms, of {MANY} "
                    f"{took[1]:.2f} ms; ratio {ratio:.2f} (promised: {PROMISE})\n"
                )
    return 0 if kept else 1


@contextlib.contextmanager
def filled(kind: str, count: int) -> Iterator[tuple[Hornbook, int]]:
    """With so many statements, one a second."""
    with tempfile.TemporaryDirectory() as folder, database_url(kind, Path(folder)) as url:
        app_id, secret = APPLICATION
        own = {
            "HORNBOOK_HOME": folder,
            "HORNBOOK_DATABASE_URL": url,
            "HORNBOOK_SECRET_KEY": KEY,
        }
        settings = from_environment(own | {"HORNBOOK_APP_ID": app_id, "HORNBOOK_APP_SECRET": secret})
        prepare(settings)
        hornbook = open_hornbook(settings)
        fill(hornbook, count)
        yield hornbook, count
        hornbook.database.close()


def fill(hornbook: Hornbook, count: int, chunk: int = 10_000) -> None:
    with hornbook.database._transaction() as connection:
        connection.execute(insert(courses), course_row(1, APPLICATION[0]))
        connection.execute(insert(course_versions), version_row(1))
    lrs = lrs_of_application(APPLICATION[0])
    for begin in range(0, count, chunk):
        records = []
        for number in range(begin, min(begin + chunk, count)):
            learner = learner_of(number, count)
            said = statement(actor={"objectType": "Agent", "mbox": f"mailto:{learner}@example.com"})
            by = Attribution(instance=1 + number % learners(count), course=1, version=0, learner_id=learner)
            position = after(START + timedelta(seconds=number))
            terms = terms_of(said) | by.terms
            records.append(Record(id=said["id"], position=position, body=orjson.dumps(said), terms=terms))
        with hornbook.database.write() as stored:
            stored.statements.add(lrs, records)
    if not hornbook.database.inline:
        with hornbook.database._transaction() as connection:
            connection.exec_driver_sql("ANALYZE")


def learners(count: int) -> int:
    return max(1, count // EACH)


def learner_of(number: int, count: int) -> str:
    return f"learner-{number % learners(count)}"


def of_course_and_learner(hornbook: Hornbook, learner: str, count: int) -> int:
    since, until = between(count)
    page = of_course(hornbook, CALLER, "course-1", learner_id=learner, since=since, until=until)
    return len(page.statements)


def of_agent_and_verb(hornbook: Hornbook, learner: str, count: int) -> int:
    since, until = between(count)
    terms = ("agent", f"mbox:mailto:{learner}@example.com"), ("verb", verb("experienced")["id"])
    query = StatementQuery(terms=terms, since=since, until=until, limit=PAGE)
    return len(page_of(hornbook.database, lrs_of_application(APPLICATION[0]), query, beyond=None).records)


def measure(
    page: Callable[[Hornbook, str, int], int], sizes: tuple[tuple[Hornbook, int], ...], *, pages: int = PAGES
) -> list[float]:
    """Milliseconds for each."""
    took: list[list[float]] = [[] for _ in sizes]
    for _ in range(pages):
        for times, (hornbook, count) in zip(took, sizes, strict=True):
            learner = learner_of(random.randrange(count), count)
            begin = time.perf_counter()
            shown = page(hornbook, learner, count)
            times.append((time.perf_counter() - begin) * 1000)
            assert abs(shown - EACH // 2) <= 1, shown
    return [statistics.quantiles(times, n=10)[0] for times in took]


def between(count: int) -> tuple[datetime, datetime]:
    """The middle half of all time."""
    return START + timedelta(seconds=count // 4), START + timedelta(seconds=3 * count // 4)


if __name__ == "__main__":
    sys.exit(main())
