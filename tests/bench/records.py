"""Statements a second of Hornbook on SQLite beside Ralph on a file, in batches of 1, 50 and 500, as ratios in one run.

One process each on one core, wrk with 16 connections on the other. Both hold `STORED` (10,000) statements first.
Hornbook keeps what the rounds add; Ralph, which reads its whole file for each request, starts each of them anew.
Speed is what a server stores for each second in which it is on its core, which others who use the machine change less
than the time of the wall. `ROUNDS` (5) interleaved rounds; the ratio of each is taken, then the median. What was
answered well has to be stored. Exits 1 below the promise.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from tests.bench import wrk
from tests.bench.record_peers import RALPH, Peer, hornbook, ralph
from tests.fixtures.records import statement

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = 2 * wrk.SECONDS
STORED = int(os.environ.get("STORED", "10000"))
BATCHES = (1, 50, 500)
PROMISE = 10.0
SCRIPT = Path(__file__).with_name("statements.lua")
Rates = dict[tuple[int, str], list[float]]


def main() -> int:
    if not wrk.installed():
        return 2
    if not (RALPH / "ralph").exists():
        sys.stdout.write("Ralph is not installed: `make records` does it\n")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with hornbook(folder / "hornbook") as ours, ralph(folder / "ralph") as peer:
            return report(measure((ours, peer)))


def measure(
    peers: Sequence[Peer],
    *,
    batches: Sequence[int] = BATCHES,
    stored: int = STORED,
    rounds: int = ROUNDS,
    seconds: float = SECONDS,
) -> Rates:
    for peer in peers:
        while peer.count() < stored:
            wrk.posted(peer.url, SCRIPT, *load(peer, batches[-1]), seconds=1)
            settle(peer)
    rates: Rates = {}
    for _ in range(rounds):
        for batch in batches:
            for peer in peers:
                peer.keep(stored)
                rates.setdefault((batch, peer.name), []).append(statements_a_second(peer, batch, seconds=seconds))
    return rates


def statements_a_second(peer: Peer, batch: int, *, seconds: float) -> float:
    settle(peer)
    before, begun = peer.count(), wrk.seconds_on_a_core(peer.pid)
    requests = wrk.posted(peer.url, SCRIPT, *load(peer, batch), seconds=seconds)
    settle(peer)
    stored = peer.count() - before
    assert stored > requests * batch, f"{peer.name} stored {stored} of {requests} x {batch} statements"
    return stored / (wrk.seconds_on_a_core(peer.pid) - begun)


def settle(peer: Peer) -> None:
    """Requests that wrk has left behind are carried out before this one."""
    headers = {"Authorization": peer.authorization, "X-Experience-API-Version": "1.0.3"}
    httpx.post(peer.url, json=statement(), headers=headers, timeout=60).raise_for_status()


def load(peer: Peer, batch: int) -> tuple[str, str, str]:
    """For the script; ids come from the time."""
    return str(batch), str(time.time_ns() % 2**31), peer.authorization


def report(rates: Rates) -> int:
    kept = True
    for batch in BATCHES:
        ours, others = rates[batch, "Hornbook"], rates[batch, "Ralph"]
        ratio = statistics.median(a / b for a, b in zip(ours, others, strict=True))
        kept &= ratio >= PROMISE
        a, b = statistics.median(ours), statistics.median(others)
        sys.stdout.write(
            f"{STORED} stored, batches of {batch:3}: Hornbook {a:7.0f}, Ralph {b:6.0f} statements a second; "
            f"ratio {ratio:.1f} (promised: {PROMISE:.0f})\n"
        )
    sys.stdout.write(f"load average at the end: {os.getloadavg()[0]:.1f}\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
