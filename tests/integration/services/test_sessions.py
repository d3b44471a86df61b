"""Sessions of content: who may use them, what is kept of them, and for how long."""

import base64
import io
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import func, select

from hornbook_server.contract.refusals import Refused
from hornbook_server.domain.cmi5 import CATEGORY, SESSION_ID
from hornbook_server.domain.errors import Invalid, StatementRefused
from hornbook_server.domain.launch import Preview
from hornbook_server.domain.progress.runtime_scorm12 import status_of
from hornbook_server.domain.session import Exchange
from hornbook_server.lrs.launches import of_launches
from hornbook_server.packages import read_package
from hornbook_server.services import lessons, sessions, statements
from hornbook_server.services.importing import sweep
from hornbook_server.services.launches import open_preview
from hornbook_server.services.running import open_run
from hornbook_server.storage.database import UnitOfWork
from hornbook_server.storage.record_tables import contents, documents
from hornbook_server.storage.record_tables import statements as statements_table
from hornbook_server.storage.sessions import MOST_EXCHANGES
from tests.fixtures import playable
from tests.fixtures.records import statement, verb

UNIT = "http://example.test/golf/au/1"
EXCHANGE = Exchange(at=0, method="POST", resource="hacp", sent="", status=200, answered="", took=1.0)


def launched(hornbook, content):
    """A launch of the course in this package, with its page open."""
    staged = hornbook.blobs.stage()
    staged.write(content)
    package = read_package(io.BytesIO(content), filename="golf.zip")
    with hornbook.database.write() as stored:
        stored.courses.add_version(
            "APP", "golf", package, blob=staged.commit(), size=1, sha256="", tags=(), now=hornbook.now()
        )
    launch = open_preview(hornbook, Preview(app_id="APP", course_id="golf", version=0, expires=hornbook.now()))
    open_run(hornbook, launch)
    return launch


def another(hornbook, launch):
    """A second launch of the same course."""
    other = open_preview(hornbook, launch.manner)
    open_run(hornbook, other)
    return other


def opened(hornbook, launch, key="A1"):
    return sessions.open_session(hornbook, launch, key, f"https://play.example/play/{launch.id}/")


def hacp(hornbook, launch, session, command, data=""):
    fields = {"command": command, "session_id": session, "aicc_data": data}
    return lessons.answer(hornbook, launch, fields)


def states(hornbook, launch):
    with hornbook.database.read() as stored:
        return {key: state.elements for key, state in stored.runs.states(launch.id).items()}


def basic(token: str) -> str:
    return f"Basic {token}"


def test_a_lesson_is_opened_where_the_browser_finds_the_player(hornbook):
    launch = launched(hornbook, playable.aicc())
    session = opened(hornbook, launch)
    page = f"https://play.example/play/{launch.id}/"
    place = f"https%3A%2F%2Fplay.example%2Fplay%2F{launch.id}%2Fhacp"

    assert session.url == (
        f"{page}content/content/1.html?aicc_sid={session.session}&aicc_url={place}"
        f"&AICC_SID={session.session}&AICC_URL={place}"
    )


@pytest.mark.parametrize("page", ["", "//", "http://[", "javascript:alert(1)", "https://play.example/play/other/"])
def test_a_page_that_is_not_the_launchs_opens_nothing(hornbook, page):
    launch = launched(hornbook, playable.aicc())
    with pytest.raises(Invalid, match="is not the address of this launch's page"):
        sessions.open_session(hornbook, launch, "A1", page)


def test_time_adds_up_over_sessions_and_interactions_are_kept(hornbook):
    launch = launched(hornbook, playable.aicc())
    table = 'interaction_id,type_interaction,student_response,result\r\n"q1","choice","a, b","correct"'
    for _ in range(2):
        session = opened(hornbook, launch).session
        hacp(hornbook, launch, session, "PutParam", "[core]\r\ntime=00:10:00\r\nlesson_status=c")
        hacp(hornbook, launch, session, "PUTINTERACTIONS", table)
        hacp(hornbook, launch, session, "exitau")
    opened(hornbook, launch)

    kept = states(hornbook, launch)["A1"]
    assert kept["cmi.core.total_time"] == "00:20:00"
    assert {name: value for name, value in kept.items() if name.startswith("cmi.interactions.1.")} == {
        "cmi.interactions.1.id": "q1",
        "cmi.interactions.1.type": "choice",
        "cmi.interactions.1.student_response": "a, b",
        "cmi.interactions.1.result": "correct",
    }


@pytest.mark.parametrize(
    ("said", "counts"), [(["passed", "incomplete"], "passed"), (["completed", "passed", "completed"], "passed")]
)
def test_a_lesson_that_is_done_is_not_undone_by_later_sessions(hornbook, said, counts):
    launch = launched(hornbook, playable.aicc())
    for status in said:
        session = opened(hornbook, launch)
        hacp(hornbook, launch, session.session, "PutParam", f"[core]\r\nlesson_status={status}\r\n")
    told = hacp(hornbook, launch, session.session, "GetParam")

    assert f"lesson_status={said[-1]},r" in told.split("\r\n")
    assert status_of(states(hornbook, launch)["A1"]) == counts


def test_a_password_of_the_unit_is_asked_for(hornbook):
    launch = launched(hornbook, playable.aicc(au={"au_password": "birdie"}))
    session = opened(hornbook, launch).session
    fields = {"command": "GetParam", "session_id": session}

    answers = [lessons.answer(hornbook, launch, fields | more) for more in ({}, {"au_password": "birdie"})]
    assert [answer.partition("\r\n")[0] for answer in answers] == ["error=2", "error=0"]


def test_a_session_of_another_launch_is_nobody(hornbook):
    launch = launched(hornbook, playable.aicc())
    other = another(hornbook, launch)
    session = opened(hornbook, other).session

    assert hacp(hornbook, launch, session, "GetParam").startswith("error=3\r\n")


def test_credentials_open_the_records_of_their_own_launch_alone(hornbook):
    launch = launched(hornbook, playable.cmi5())
    other = another(hornbook, launch)
    session = opened(hornbook, launch, "http://example.test/golf/au/1").session
    token = sessions.fetch_token(hornbook, launch, session)
    admit = of_launches(hornbook)

    assert admit(launch.id, basic(token)).lrs == f"launch:{launch.id}"
    assert sessions.fetch_token(hornbook, launch, session) is None
    wrong = base64.b64encode(f"{session}:wrong".encode()).decode()
    for name, authorization in ((other.id, basic(token)), (launch.id, basic(wrong)), (launch.id, "")):
        with pytest.raises(Refused) as refused:
            admit(name, authorization)
        assert refused.value.status == 401


def of_unit(launched_at: str, word: str, **more):
    """What the unit that was opened at this address says, as cmi5 defines it."""
    given = dict(parse_qsl(urlsplit(launched_at).query))
    context = {
        "registration": given["registration"],
        "extensions": {SESSION_ID: given["fetch"].rpartition("/")[2]},
        "contextActivities": {"grouping": [{"id": UNIT}], "category": [{"id": CATEGORY}]},
    }
    own = {"actor": json.loads(given["actor"]), "object": {"id": given["activityId"]}, "context": context}
    return statement(verb=verb(word), timestamp="2026-01-01T12:00:00Z", **own | more)


def test_credentials_of_a_unit_end_with_its_session(hornbook, clock):
    launch = launched(hornbook, playable.cmi5())
    admit = of_launches(hornbook)
    ended = opened(hornbook, launch, UNIT)
    token = basic(sessions.fetch_token(hornbook, launch, ended.session))
    watch = sessions.heed(hornbook, launch, ended.session)
    store(hornbook, launch, of_unit(ended.url, "initialized"), watch)
    store(hornbook, launch, of_unit(ended.url, "terminated", result={"duration": "PT1M"}), watch)
    assert admit(launch.id, token).lrs == f"launch:{launch.id}"
    clock.pass_(minutes=2)
    torn = opened(hornbook, launch, UNIT)
    other = basic(sessions.fetch_token(hornbook, launch, torn.session))
    opened(hornbook, launch, UNIT)

    for over in (token, other):
        with pytest.raises(Refused, match="The session is over") as refused:
            admit(launch.id, over)
        assert refused.value.status == 403


def test_what_a_unit_says_in_verbs_of_its_own_is_grouped_too(hornbook):
    launch = launched(hornbook, playable.cmi5())
    unit = opened(hornbook, launch, UNIT)
    watch = sessions.heed(hornbook, launch, unit.session)
    store(hornbook, launch, of_unit(unit.url, "initialized"), watch)
    own = of_unit(unit.url, "answered")
    own["context"]["contextActivities"].pop("category")
    store(hornbook, launch, own, watch)
    lacking = of_unit(unit.url, "answered")
    lacking["context"].pop("contextActivities")

    with pytest.raises(StatementRefused, match="grouping: must hold"):
        store(hornbook, launch, lacking, watch)


def test_nothing_of_a_refused_batch_is_kept(hornbook):
    launch = launched(hornbook, playable.xapi())
    session = opened(hornbook, launch, "http://example.test/golf~2").session
    watch = sessions.heed(hornbook, launch, session)

    def refusing(stored: UnitOfWork, new):
        watch(stored, new)
        raise StatementRefused("no")

    said = statement(verb=verb("completed"), object={"id": "http://example.test/golf"})
    before = (states(hornbook, launch), count(hornbook, statements_table))
    with pytest.raises(StatementRefused):
        store(hornbook, launch, said, refusing)
    assert (states(hornbook, launch), count(hornbook, statements_table)) == before
    for _ in range(2):
        store(hornbook, launch, said, watch)
    assert states(hornbook, launch)["http://example.test/golf~2"] == {"completion": "completed", "progress": "1"}
    assert count(hornbook, statements_table) == before[1] + 1


def store(hornbook, launch, said, watch):
    statements.store(
        hornbook.database,
        f"launch:{launch.id}",
        [said],
        authority=said["actor"],
        version="1.0.3",
        now=hornbook.now(),
        watch=watch,
    )


def count(hornbook, table) -> int:
    with hornbook.database._reading.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def test_records_go_with_their_launch(hornbook, clock):
    launch = launched(hornbook, playable.cmi5())
    opened(hornbook, launch, "http://example.test/golf/au/1")
    sweep(hornbook)
    kept = [count(hornbook, table) for table in (statements_table, documents, contents)]
    clock.pass_(hours=25)
    for _ in range(2):
        sweep(hornbook)
        clock.pass_(hours=25)

    assert kept == [1, 2, 2]
    assert [count(hornbook, table) for table in (statements_table, documents, contents)] == [0, 0, 0]


def test_the_newest_exchanges_are_kept(hornbook):
    launch = launched(hornbook, playable.aicc())
    session = opened(hornbook, launch).session
    with hornbook.database.write() as stored:
        for _ in range(MOST_EXCHANGES + 5):
            stored.sessions.note(launch.id, EXCHANGE)

    seen = sessions.look(hornbook, launch, session, 0)
    assert len(seen.exchanges) == MOST_EXCHANGES
    assert sessions.look(hornbook, launch, session, seen.exchanges[-2].number).exchanges == seen.exchanges[-1:]
    assert sessions.look(hornbook, launch, session, seen.exchanges[-1].number).states == {}


def test_an_exchange_of_a_launch_that_is_gone_is_let_go(hornbook):
    sessions.keep_exchange(hornbook, "gone", EXCHANGE)
