"""The short form of the benchmark: its peers still run, and answer alike."""

import httpx

from tests.bench import throughput
from tests.fixtures.ports import free_port


def test_the_peers_of_the_benchmark_answer_the_same_courses(tmp_path):
    throughput.fill(tmp_path, count=1200)
    answers = [answer(name, tmp_path) for name in throughput.PEERS]
    assert answers[0] == answers[1] == answers[2]


def answer(name, home) -> tuple[list[dict], dict]:
    """A page, and one course but for its activity tree, which only Hornbook puts into the words of the wire."""
    port = free_port()
    server = throughput.start(name, port, home)
    try:
        page, course = (
            httpx.get(f"http://127.0.0.1:{port}{path}", auth=throughput.APPLICATION).json()
            for path in throughput.TARGETS.values()
        )
    finally:
        server.terminate()
        server.wait()
    course.pop("rootActivity")
    return page["courses"], course
