"""The short form of the benchmark of records."""

import os
import shutil

import pytest
from sqlalchemy import func, select

from hornbook_server.storage.record_tables import statements
from tests.bench import record_queries, records
from tests.bench.record_peers import Peer, basic


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
def test_what_the_load_brings_is_stored(service):
    app_id, secret = service.new_application()

    def count():
        with service.hornbook.database._reading.connect() as connection:
            return connection.execute(select(func.count()).select_from(statements)).scalar_one()

    peer = Peer(
        name="Hornbook",
        pid=os.getpid(),
        url=f"{service.url}/lrs/{app_id}/statements",
        count=count,
        keep=lambda _: None,
        authorization=basic(app_id, secret),
    )
    rates = records.measure([peer], batches=(1, 5), stored=10, rounds=1, seconds=1)
    assert set(rates) == {(1, "Hornbook"), (5, "Hornbook")}


@pytest.mark.parametrize("page", [record_queries.of_course_and_learner, record_queries.of_agent_and_verb])
def test_pages_of_few_statements_and_of_many_have_as_many(page):
    with record_queries.filled("sqlite", 200) as few, record_queries.filled("sqlite", 400) as many:
        assert len(record_queries.measure(page, (few, many), pages=2)) == 2
