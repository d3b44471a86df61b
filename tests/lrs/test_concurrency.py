"""Many clients at once."""

from concurrent.futures import ThreadPoolExecutor

from tests.fixtures.records import statement, verb

CLIENTS = 16


def test_large_batches_of_many_clients_are_all_taken_and_all_stored(store):
    batches = [[statement() for _ in range(500)] for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(lambda batch: store.post("/statements", json=batch), batches))

    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, [each["id"] for each in batch]) for batch in batches
    ]
    page, stored = store.get("/statements").json(), set()
    while True:
        stored |= {each["id"] for each in page["statements"]}
        if not page["more"]:
            break
        page = store.get(page["more"].removeprefix(store.base_url.path.rstrip("/"))).json()
    assert stored == {each["id"] for batch in batches for each in batch}


def test_of_requests_at_once_each_has_its_own_answer(store):
    known = statement()
    store.post("/statements", json=known)
    good = [statement() for _ in range(CLIENTS)]
    conflicting = statement(id=known["id"], verb=verb("passed"))
    sent = [*good, conflicting, *good, statement(actor={})]
    with ThreadPoolExecutor(len(sent)) as clients:
        statuses = [
            answer.status_code for answer in clients.map(lambda each: store.post("/statements", json=each), sent)
        ]
    assert statuses == [200] * CLIENTS + [409] + [200] * CLIENTS + [400]
    assert len(store.get("/statements").json()["statements"]) == CLIENTS + 1
