"""Reading topics that are no executor's own work."""

import pytest

from tests.test_loop import RESET, FakeConsumer, FakeError, FakeMessage
from tribunal.runtime import topics
from tribunal.runtime.topics import RecordFinder, Unavailable, scan


class Log(FakeConsumer):
    """A log with gaps where transactions were marked: those offsets are never delivered."""

    def __init__(self, count: int, *gaps: int) -> None:
        super().__init__()
        self.log = [b"%d" % i for i in range(count)]
        self.gaps = set(gaps)
        self.jumps = 0

    def assign(self, partitions: list) -> None:  # type: ignore[type-arg]
        self.jumps += 1
        super().assign(partitions)
        if self.position > len(self.log):
            self.errors.append(RESET)

    def consume(self, most: int, timeout: float) -> list[FakeMessage]:
        if self.errors:
            return [FakeMessage(-1, None, FakeError(self.errors.pop()))]
        found = super().consume(most, timeout)
        return [one for one in found if one.error() is not None or one.offset() not in self.gaps]


def read(monkeypatch: pytest.MonkeyPatch, log: Log) -> list[int]:
    monkeypatch.setattr(topics, "Consumer", lambda _: log)
    return [record.offset for record in scan({}, "t")]


@pytest.mark.parametrize(
    ("log", "offsets"),
    [
        (Log(0), []),
        (Log(3), [0, 1, 2]),
        (Log(1_200), list(range(1_200))),
        (Log(4, 1, 3), [0, 2]),
    ],
)
def test_should_read_to_where_the_log_ends(monkeypatch: pytest.MonkeyPatch, log: Log, offsets: list[int]) -> None:
    assert read(monkeypatch, log) == offsets


def test_should_say_when_a_topic_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(3)
    log.errors = [29]

    with pytest.raises(Unavailable, match="error 29"):
        read(monkeypatch, log)


def test_should_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(3)
    monkeypatch.setattr(topics, "_RECORD_PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(log, "consume", lambda most, timeout: [])

    with pytest.raises(Unavailable, match="delivers nothing"):
        read(monkeypatch, log)


def test_should_find_records_and_jump_only_where_they_lie_far(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(20_000, 7)
    monkeypatch.setattr(topics, "Consumer", lambda _: log)
    finder = RecordFinder({}, "t", 0)

    found = [record and record.value for record in map(finder.at, [0, 3, 600, 15_000, 15_001, 2, 7, 8])]

    assert found == [b"0", b"3", b"600", b"15000", b"15001", b"2", None, b"8"]
    assert log.jumps == 4


def test_should_find_nothing_beyond_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "Consumer", lambda _: Log(5))
    finder = RecordFinder({}, "t", 0)

    assert finder.at(5) is None
    assert finder.at(9) is None
    assert finder.at(4) is not None
