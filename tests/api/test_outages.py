import dataclasses

import httpx
import pytest

from hornbook_server.app import create_app
from hornbook_server.storage.database import Database
from tests.conftest import listening


@pytest.fixture
def cut_off(service):
    """The base URL of a service whose database does not answer."""
    away = Database("postgresql://127.0.0.1:1/away")
    app = create_app(dataclasses.replace(service.hornbook, database=away), validate_responses=True)
    with listening(app) as url:
        yield url
    away.close()


def test_a_database_that_does_not_answer_is_503_and_worth_another_try(cut_off):
    answer = httpx.get(f"{cut_off}/api/v2/courses", auth=("app", "secret"))
    assert (answer.status_code, answer.headers["retry-after"], answer.json()["message"]) == (
        503,
        "1",
        "The service's database does not answer; try again in a moment.",
    )


def test_the_state_of_a_service_without_its_database_is_503(cut_off):
    answer = httpx.get(f"{cut_off}/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "the database does not answer"})
