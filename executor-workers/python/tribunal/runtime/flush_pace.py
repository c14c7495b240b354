"""When all partitions are flushed together."""

SHORTEST_MS = 2
"""The least time between two flushes, up to 100 answers a second."""
LONGEST_MS = 20
"""The time between two flushes from 1,000 answers a second on."""
_FULL_RATE = 1.0
"""Answers a ms from which on the interval is the longest one."""
_MEMORY_MS = 100
"""The rate is that of about so long."""


class FlushPace:
    """Bounds requests to the brokers by time, so that batches grow with the load.

    A lone answer goes at once; while more follow, there is at most one flush in each interval, which is proportional to
    the answers a second. Times in ms of any clock that only goes forward.
    """

    def __init__(self) -> None:
        self._flushed_at = -LONGEST_MS
        self._rate = 0.0

    @property
    def interval(self) -> int:
        """Ms from the last flush to the next."""
        return min(max(int(LONGEST_MS * self._rate / _FULL_RATE), SHORTEST_MS), LONGEST_MS)

    def is_due(self, now: int) -> bool:
        """Whether what is ready may be flushed now."""
        return now - self._flushed_at >= self.interval

    def flushed(self, at: int, answers: int) -> None:
        """Notes a flush that began then, with so many answers of all partitions."""
        elapsed = max(1, at - self._flushed_at)
        self._rate += (answers / elapsed - self._rate) * min(1, elapsed / _MEMORY_MS)
        self._flushed_at = at
