"""How an executor starts: verified snapshots, and snapshots that are refused."""

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

import accounts
from tests.deployment import Deployment, key
from tests.test_execution import answers, feed, record, some_requests, worker
from tribunal.execution.partition import PartitionExecutor
from tribunal.execution.responses import Response
from tribunal.execution.worker import PartitionWorker
from tribunal.protocol.entries import BusinessRecord, Genesis, read_entry
from tribunal.protocol.malformed import Malformed
from tribunal.protocol.replay_window import Admitted, ReplayWindow
from tribunal.recovery.checkpoint import Checkpoint, CheckpointTally, read_checkpoint
from tribunal.recovery.context import AdmissionContext
from tribunal.recovery.rejoin import OwnRejoin
from tribunal.recovery.rejoin_state_machine import RejoinStateMachine
from tribunal.recovery.snapshot import MAX_POSITIONS, IndexedSnapshots, SnapshotShelf, positions_of
from tribunal.recovery.verified_snapshot import VerifiedSnapshot, choose, latest_rules


class World:
    """A log of 40 requests and a policy change, and a snapshot with its checkpoint after offset 20."""

    AT = 20

    def __init__(self, rules: int) -> None:
        self.deployment = Deployment(rules=rules)
        change = self.deployment.control(
            self.deployment.mandate("ChangePolicy", {"policy": {**self.deployment.policy, "heartbeat": 250}})
        )
        requests = some_requests(self.deployment, 40)
        self.values = [self.deployment.genesis, *requests[:5], change, *requests[5:]]
        self.executor = PartitionExecutor(0, self.deployment.deployment, accounts.execute)
        for at in range(self.AT + 1):
            self.executor.handle(record(at, self.values[at]))
        machine, admission = self.executor._machine, self.executor._admission
        self.entries = dict(machine._tree._entries)
        self.key, self.chunk, context_root = self.deployment.snapshot(admission, self.AT, machine.digest, self.entries)
        self.checkpoint = Checkpoint(
            self.deployment.deployment, 0, self.AT, machine.digest, machine._tree.root(), context_root
        )
        self.shelf = SnapshotShelf()
        self.shelf.take(self.key, self.chunk)

    def genesis(self) -> Genesis:
        genesis = read_entry(self.deployment.genesis).payload
        assert isinstance(genesis, Genesis)
        return genesis

    def tally(self, *validators: str, checkpoint: Checkpoint | None = None, audit: Any = ()) -> CheckpointTally:
        tally = CheckpointTally(self.genesis(), latest_rules(self.genesis(), self.deployment.deployment, audit))
        for validator in validators:
            signed = read_checkpoint(True, self.deployment.checkpoint(checkpoint or self.checkpoint, validator))
            assert signed is not None
            tally.add(*signed)
        return tally

    def at(self, offset: int) -> BusinessRecord:
        return record(offset, self.values[offset])

    def chosen(self, tally: CheckpointTally, resume_from: int = 30) -> VerifiedSnapshot | None:
        return choose(0, resume_from, self.shelf, tally, self.at)


@pytest.fixture(scope="module", params=[1, 2], ids=lambda rules: f"rules {rules}")
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def test_should_continue_from_a_verified_snapshot_as_if_it_had_read_everything(world: World) -> None:
    verified_snapshot = world.chosen(world.tally("v1", "v3"))
    assert verified_snapshot is not None
    restored = PartitionWorker(
        0,
        verified_snapshot.business_offset + 1,
        25,
        lambda voids: PartitionExecutor(0, world.deployment.deployment, accounts.execute, voids, verified_snapshot),
    )
    replayed = worker(world.deployment, resume_from=25)
    feed(restored, world.values[21:], start=21)
    feed(replayed, world.values)

    assert answers(restored.drain(0)) == answers(replayed.drain(0))
    assert verified_snapshot.rules.policy.heartbeat == 250
    assert verified_snapshot.rules.number == 1
    assert len(verified_snapshot) == len(world.entries)


def test_should_refuse_a_replay_of_what_the_snapshot_has_admitted(world: World) -> None:
    verified_snapshot = world.chosen(world.tally("v1", "v2"))
    assert verified_snapshot is not None
    executor = PartitionExecutor(0, world.deployment.deployment, accounts.execute, (), verified_snapshot)

    ruling = executor.handle(record(41, world.values[15]))

    assert ruling is not None
    assert ruling[:2] == ("REPLAYED", 15)


def test_should_name_what_is_below_the_window_of_a_snapshot_as_its_rules_do(world: World) -> None:
    verified_snapshot = world.chosen(world.tally("v1", "v2"))
    assert verified_snapshot is not None
    executor = PartitionExecutor(0, world.deployment.deployment, accounts.execute, (), verified_snapshot)
    tells = world.genesis().rules_version.tells_too_old_from_replayed()

    def ruling(offset: int, sequence: int) -> Any:
        return executor.handle(record(offset, world.deployment.request("GET", {"account": "a"}, sequence=sequence)))

    assert isinstance(ruling(41, 5000), Response)
    assert ruling(42, 5000)[:2] == ("REPLAYED", 41)
    assert ruling(43, 5000 - 1024)[:2] == ("SEQUENCE_TOO_OLD" if tells else "REPLAYED", None)
    assert ruling(44, 15)[:2] == ("SEQUENCE_TOO_OLD" if tells else "REPLAYED", None)
    assert isinstance(ruling(45, 5000 - 1023), Response)


def test_should_accept_v_plus_1_distinct_validators_only(world: World) -> None:
    assert world.chosen(world.tally("v1")) is None
    assert world.chosen(world.tally("v2", "v2")) is None
    assert world.chosen(world.tally("v2", "v3")) is not None


def test_should_not_count_a_key_that_was_revoked_later(world: World) -> None:
    fresh = Deployment(rules=world.genesis().rules_version.number)
    revoked = fresh.audited(fresh.mandate("RevokeKey", {"keyId": key("v1").key_id}, signers=["v2", "v3"]))
    rules = latest_rules(world.genesis(), world.deployment.deployment, [revoked, revoked, b"junk", None])

    assert rules.number == 1
    assert rules.registry.find(key("v1").key_id) is None
    assert world.chosen(world.tally("v1", "v2", audit=[revoked])) is None
    assert world.chosen(world.tally("v3", "v2", audit=[revoked])) is not None


def test_should_count_a_validators_first_checkpoint_only(world: World) -> None:
    tally = world.tally("v1", checkpoint=world.checkpoint._replace(state_root=bytes(32)))
    for validator in ("v1", "v2"):
        signed = read_checkpoint(True, world.deployment.checkpoint(world.checkpoint, validator))
        assert signed is not None
        tally.add(*signed)

    assert tally.at((0, 20)) is None


@pytest.mark.parametrize(
    "changes",
    [{"post_state": bytes(32)}, {"state_root": bytes(32)}, {"context_root": bytes(32)}],
)
def test_should_refuse_a_snapshot_that_is_not_what_was_signed(world: World, changes: Any) -> None:
    other = world.checkpoint._replace(**changes)

    assert world.chosen(world.tally("v1", "v2", checkpoint=other)) is None


def test_should_refuse_a_snapshot_whose_rules_are_not_in_the_log(world: World) -> None:
    def elsewhere(offset: int) -> BusinessRecord:
        return record(offset, world.values[offset] if offset == 0 else world.values[1])

    with pytest.raises(Malformed):
        VerifiedSnapshot(world.checkpoint, world.shelf.chunks((0, 20)), elsewhere)


def test_should_begin_from_the_newest_that_leaves_nothing_unanswered(world: World) -> None:
    tally = world.tally("v1", "v2")

    assert world.chosen(tally, resume_from=21) is not None
    assert world.chosen(tally, resume_from=0) is not None, "the newest of all, where none is below"


def test_should_forget_a_snapshot_after_its_tombstone(world: World) -> None:
    shelf = SnapshotShelf()
    shelf.take(world.key, world.chunk)
    shelf.take(b"0/020/0", world.chunk)
    shelf.take(b"0/20/4096", world.chunk)
    shelf.take(None, world.chunk)
    assert shelf.offsets(0) == [20]

    shelf.take(world.key, None)

    assert not shelf


def test_should_read_back_the_context_that_it_writes(world: World) -> None:
    context = AdmissionContext.of(world.executor._admission, 20)

    assert AdmissionContext.decode(context.encode()) == context
    assert context.rule_offsets == [0, 6]


@pytest.mark.parametrize("admitted", [[(5, 1), (4, 2)], [(5, 1), (5, 2)], [(5, -1)], [(0, 1), (2000, 2)]])
def test_should_refuse_impossible_content_of_a_replay_window(admitted: Any) -> None:
    with pytest.raises(Malformed):
        ReplayWindow.of([Admitted(*one) for one in admitted])


class TestRejoinStateMachine:
    def test_should_rebuild_once_and_ask_once_for_each_isolation(self) -> None:
        asked: list[int] = []
        rejoin = RejoinStateMachine(lambda isolation: asked.append(isolation) is None)

        assert not rejoin.must_rebuild(0, False, 0)
        assert not rejoin.must_rebuild(0, True, 1)
        assert rejoin.must_rebuild(7, True, 2)
        assert not rejoin.must_rebuild(7, False, 3)
        assert asked == []
        assert not rejoin.must_rebuild(7, True, 4)
        assert not rejoin.must_rebuild(7, True, 5)

        assert asked == [7]

    def test_should_ignore_an_isolation_that_was_lifted(self) -> None:
        asked: list[int] = []
        rejoin = RejoinStateMachine(lambda isolation: asked.append(isolation) is None)

        assert not rejoin.must_rebuild(7, False, 0)
        assert not rejoin.must_rebuild(0, True, 1)

        assert asked == []

    def test_should_not_rebuild_a_second_time_after_a_start(self) -> None:
        asked: list[int] = []
        rejoin = RejoinStateMachine(lambda isolation: asked.append(isolation) is None)

        assert not rejoin.must_rebuild(7, True, 0)

        assert asked == [7]

    def test_should_retry_a_failed_request_to_rejoin_later(self) -> None:
        asked: list[int] = []
        rejoin = RejoinStateMachine(lambda isolation: asked.append(isolation) is not None)

        for now in (0, 1_999, 2_000, 4_001):
            rejoin.must_rebuild(7, True, now)

        assert len(asked) == 3


class TestOwnRejoin:
    def test_should_recognize_its_own_request(self) -> None:
        own = OwnRejoin(bytes(32), "e1", key("e1"))
        value = own.value(3, 0)
        forged = OwnRejoin(bytes(32), "e1", key("e2")).value(3, 0)

        assert own.is_own(3, True, value)
        assert not own.is_own(4, True, value)
        assert not own.is_own(3, False, value)
        assert not own.is_own(3, True, forged)
        assert not own.is_own(3, True, None)
        assert not own.is_own(3, True, value[:-1] + b"\0")


def test_should_keep_nothing_of_foreign_chunks() -> None:
    value = bytes(256 << 10)

    def topic() -> Iterator[tuple[bytes | None, bytes | None]]:
        for offset in range(1000):
            yield b"0/%d/0" % offset, bytes(bytearray(value))
        yield b"0/9/0", None
        yield b"no key", value

    tracemalloc.start()
    try:
        shelf = IndexedSnapshots({(0, 7), (0, 9)}.__contains__, topic)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 4 << 20
    assert shelf.offsets(0) == [7]
    assert shelf.chunks((0, 7)) == []


def test_should_hold_a_bounded_number_of_positions() -> None:
    assert positions_of([None, b"no key", b"0/7/0", b"0/7/1"]) == {(0, 7)}
    assert len(positions_of(b"0/%d/0" % offset for offset in range(MAX_POSITIONS + 5))) == MAX_POSITIONS
