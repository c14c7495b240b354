"""When empty batches follow each other by policy.heartbeat, and when they become rare."""

import pytest

from tests.deployment import Deployment
from tribunal.execution.heartbeat_pace import RAREST_MS, HeartbeatPace
from tribunal.protocol.policy import Policy, policy

ACTIVE = 5_000 + 2_000 + 500
"""Deadline, maxStep, and one heartbeat, so that it does not matter when the first record was appended."""


def timed(deadline: int = 5_000, heartbeat: int = 500, max_step: int = 2_000, max_open_ballots: int = 10_000) -> Policy:
    return Policy(True, heartbeat, max_step, deadline, max_open_ballots, 1, 1, 1, frozenset(), False, True)


class Partition:
    """Writes each heartbeat when it is due."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.pace = HeartbeatPace()
        self.now = 70

    def announce(self, entries: int, policy: Policy | None = None) -> "Partition":
        self.pace.written(self.now, entries, policy or self.policy)
        return self

    def beats(self, count: int) -> list[int]:
        """Ms between so many heartbeats."""
        intervals = []
        for _ in range(count):
            intervals.append(self.pace.due_in(self.now))
            self.now += intervals[-1]
            self.announce(0)
        return intervals

    def active(self) -> int:
        """Ms of the heartbeats that follow each other by policy.heartbeat."""
        begin = self.now
        while self.pace.due_in(self.now) == self.policy.heartbeat:
            self.beats(1)
        return self.now - begin


def test_should_write_at_once_after_a_start_and_be_active_as_after_an_entry() -> None:
    one = Partition(timed())

    assert one.pace.due_in(0) == 0
    assert not one.pace.may_join(one.now)
    assert one.announce(0).active() == ACTIVE


def test_should_double_the_interval_to_ten_seconds_and_be_steady_again_after_an_entry() -> None:
    one = Partition(timed()).announce(1)
    assert not one.pace.may_join(one.now + 400), "joins no others while it is active"
    one.active()

    assert one.beats(6) == [1_000, 2_000, 4_000, 8_000, RAREST_MS, RAREST_MS]
    assert not one.pace.may_join(one.now + 4_999)
    assert one.pace.may_join(one.now + 5_000)
    one.now += 3_000
    assert one.announce(1).beats(2) == [500, 500]


def test_should_stay_active_for_the_deadlines_of_an_earlier_policy() -> None:
    one = Partition(timed(deadline=1_000, heartbeat=100)).announce(1, timed(deadline=60_000)).announce(1)

    assert one.active() >= 60_000


def test_should_count_no_heartbeat_for_more_than_max_step() -> None:
    assert Partition(timed(heartbeat=5_000, max_step=1_000)).announce(0).active() >= 6 * 5_000


def test_should_count_a_heartbeat_that_was_held_up_once() -> None:
    one = Partition(timed()).announce(0)
    one.now += 60_000

    assert one.announce(0).active() == ACTIVE - 500


def test_should_stay_active_longer_after_more_entries_than_may_be_open() -> None:
    assert Partition(timed(max_open_ballots=100)).announce(300).active() == 3 * 5_000 + ACTIVE


def test_should_not_sum_up_entries_that_come_slowly() -> None:
    one = Partition(timed(max_open_ballots=100))
    for _ in range(10_000):
        one.now += 100
        one.announce(1)

    assert one.active() <= ACTIVE + 1_000


@pytest.mark.parametrize("policy", [timed(heartbeat=30_000), timed(deadline=(1 << 63) - 1, max_step=(1 << 63) - 1)])
def test_should_keep_a_rare_heartbeat_and_an_endless_deadline(policy: Policy) -> None:
    assert set(Partition(policy).announce(1).beats(1_000)) == {policy.heartbeat}


def test_should_know_the_longest_deadline_of_all_operations() -> None:
    datum = Deployment().policy
    profile = {"drop": [], "decimal": [], "unordered": [], "casefold": [], "trim": []}
    own = [{"operation": name, "deadline": deadline, "profile": profile} for name, deadline in (("A", 9_000), ("B", 1))]

    assert policy({**datum, "operations": own}).longest_deadline == 9_000
    assert policy({**datum, "operations": []}).longest_deadline == datum["deadline"]
