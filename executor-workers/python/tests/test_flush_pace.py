"""Requests to the brokers are bounded by time, and a lone answer goes at once."""

import pytest

from tribunal.runtime.flush_pace import LONGEST_MS, SHORTEST_MS, FlushPace


def flushes(pace: FlushPace, start: int, ms: int, rate: float) -> int:
    """The flushes of so many ms with a constant rate of answers a ms."""
    count, waiting = 0, 0.0
    for now in range(start, start + ms):
        waiting += rate
        if waiting >= 1 and pace.is_due(now):
            pace.flushed(now, int(waiting))
            waiting -= int(waiting)
            count += 1
    return count


def test_should_let_a_lone_answer_go_at_once() -> None:
    pace = FlushPace()

    assert pace.is_due(0)
    assert flushes(pace, 0, 2000, 0.1) in (199, 200)
    flushes(pace, 2000, 1000, 5)
    assert pace.is_due(3000 + LONGEST_MS)


def test_should_flush_once_in_an_interval() -> None:
    pace = FlushPace()
    pace.flushed(50, 1)

    assert not pace.is_due(51)
    assert pace.is_due(50 + SHORTEST_MS)
    flushes(pace, 100, 1000, 3)
    assert flushes(pace, 1100, 1000, 3) == 1000 / LONGEST_MS


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 5])
def test_should_flush_seldom_at_every_rate(rate: float) -> None:
    pace = FlushPace()
    flushes(pace, 0, 1000, rate)

    assert flushes(pace, 1000, 1000, rate) <= 260


def test_should_forget_a_load() -> None:
    pace = FlushPace()
    flushes(pace, 0, 1000, 5)
    flushes(pace, 1000, 600, 0.1)
    assert pace.interval <= 3

    pace.flushed(100_000, 100)

    assert pace.interval == SHORTEST_MS
