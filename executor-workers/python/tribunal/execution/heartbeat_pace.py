"""When a partition's next empty batch is due."""

from tribunal.protocol.policy import Policy

RAREST_MS = 10_000
"""The longest time between two empty batches of a quiet partition."""


class HeartbeatPace:
    """PROTOCOL 3, Heartbeats; ADR 0028. After a start and after each entry the partition owes the log as much elapsed
    time as the ballots may need, and is active until its batches have made up for it: they follow each other by
    policy.heartbeat. Then it is quiet: each empty batch waits twice as long as the one before, 10 s at most.

    Times in ms of any clock that only goes forward.
    """

    def __init__(self) -> None:
        self._begun = False
        self._written_at = 0
        self._interval = 0
        self._owed = 0.0

    def due_in(self, now: int) -> int:
        """Ms until an empty batch is due, 0 when it is; an unannounced entry does not wait for that."""
        return max(0, self._interval - (now - self._written_at)) if self._begun else 0

    def may_join(self, now: int) -> bool:
        """Whether an empty batch may be written with those of other partitions: it waits for half of its time."""
        return self._begun and self._owed <= 0 and now - self._written_at >= self._interval / 2

    def written(self, now: int, entries: int, policy: Policy) -> None:
        """Notes that batches are written, which announce so many entries that were not announced before.

        ``policy``: the one in force after those entries.
        """
        self._owed -= min(now - self._written_at, policy.heartbeat, policy.max_step)
        if entries > 0 or not self._begun:
            self._owed = max(self._owed, _last_ballot(policy)) + _earlier_ballots(entries, policy)
        quiet = max(policy.heartbeat, min(2 * self._interval, RAREST_MS))
        self._interval = policy.heartbeat if self._owed > 0 else quiet
        self._written_at = now
        self._begun = True


def _last_ballot(policy: Policy) -> int:
    """Its deadline counts from a later batch, of an executor that is at most maxStep behind, or from a held-up one."""
    return policy.longest_deadline + policy.max_step + policy.heartbeat


def _earlier_ballots(entries: int, policy: Policy) -> float:
    """A ballot may have to wait until one of the maxOpenBallots before it has passed its deadline."""
    return entries * policy.longest_deadline / policy.max_open_ballots
