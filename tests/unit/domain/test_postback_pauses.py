from datetime import timedelta

import pytest

from hornbook_server.domain.postback import MOST_TRIES, pause_after, pause_asked_for


def test_pauses_grow_from_a_second_to_fifteen_minutes():
    longest = [pause_after(tries, jitter=1).total_seconds() for tries in range(1, MOST_TRIES)]
    shortest = [pause_after(tries, jitter=0).total_seconds() for tries in range(1, MOST_TRIES)]
    assert longest == [2, 4, 8, 16, 32, 64, 128, 256, 512, *[900] * 60]
    assert shortest == [pause / 2 for pause in longest]


def test_seventy_tries_take_between_a_quarter_and_two_thirds_of_a_day():
    lasting = [sum(pause_after(tries, jitter=jitter).total_seconds() for tries in range(1, 70)) for jitter in (0, 1)]
    assert [round(seconds / 3600, 1) for seconds in lasting] == [7.6, 15.3]


@pytest.mark.parametrize(("seconds", "pause"), [(0, 8), (5, 8), (60, 60), (1e9, 900)])
def test_a_receiver_may_ask_for_a_longer_pause_up_to_fifteen_minutes(seconds, pause):
    assert pause_asked_for(seconds, least=timedelta(seconds=8)) == timedelta(seconds=pause)
