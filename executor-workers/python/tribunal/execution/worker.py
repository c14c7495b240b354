"""Handles the records of one partition and decides when to write which batch."""

import math
from collections.abc import Callable, Sequence

from tribunal import log
from tribunal.execution.heartbeat_pace import HeartbeatPace
from tribunal.execution.machine import StateVoid
from tribunal.execution.partition import PartitionExecutor
from tribunal.execution.responses import Batch, Response, cut
from tribunal.protocol.admission import Rejected
from tribunal.protocol.chain import DecisionChain
from tribunal.protocol.entries import BusinessRecord

NewExecutor = Callable[[Sequence[StateVoid]], PartitionExecutor]
"""Returns a fresh executor that knows these Voids."""


class PartitionWorker:
    """Writes nothing during a rebuild, answers as soon as there are any, an empty batch when only rejected or
    control entries were handled or when the heartbeat is due. Times in ms of any clock.

    ``begin``: offset of the first record that it needs; ``resume_from``: up to which an earlier run has answered.
    """

    def __init__(self, partition: int, begin: int, resume_from: int, new_executor: NewExecutor) -> None:
        self.partition = partition
        self.begin = begin
        self._new_executor = new_executor
        self._executor = new_executor(())
        self._voids: list[StateVoid] = []
        self._pending: list[Response] = []
        self._handled_to = begin - 1
        self._processed_to = self._written_to = self._answered_to = resume_from - 1
        self._heartbeats = HeartbeatPace()
        self.backlog = 0
        """Bytes of answers that have not been drained."""
        self.answered = 0
        self.rejected = 0

    def handle(self, record: BusinessRecord) -> bool:
        """Takes the next record in offset order; False when all must be given again from ``begin`` on."""
        outcome = self._executor.handle(record)
        if isinstance(outcome, StateVoid):
            self._rebuild_after(outcome)
            return False
        self._handled_to = record.offset
        if record.offset > self._answered_to:
            self._take(outcome)
        return True

    def _take(self, outcome: Response | Rejected | None) -> None:
        if isinstance(outcome, Response):
            self._pending.append(outcome)
            self.backlog += len(outcome.encoded)
            self.answered += 1
        elif outcome is not None:
            self.rejected += 1

    def _rebuild_after(self, state_void: StateVoid) -> None:
        """Starts again; requests after the voided one are answered again, unless an earlier run has passed the Void."""
        log.warning(
            "state_rebuild_afterd",
            position=f"{self.partition}@{state_void.position}",
            offset=state_void.offset,
            note="rebuilding the partition",
        )
        self._voids.append(state_void)
        self._executor = self._new_executor(tuple(self._voids))
        if state_void.position > self._processed_to:
            self._processed_to = state_void.position
            self._answered_to = state_void.offset
        self._pending = [response for response in self._pending if response.offset <= self._answered_to]
        self.backlog = sum(len(response.encoded) for response in self._pending)
        self._handled_to = self.begin - 1
        self._heartbeats = HeartbeatPace()

    @property
    def resume_from(self) -> int:
        """Offset from which a worker in its place must answer."""
        return self._processed_to + 1

    @property
    def rules(self) -> DecisionChain | None:
        """Keys, policy and membership after the records that it has read; None before genesis."""
        return self._executor.rules

    def drain(self, now: int) -> list[Batch]:
        """The batches to write now, in order."""
        return self._drain_all(now) if self._pending or self.empty_batch_in(now) == 0 else []

    def join(self, now: int) -> list[Batch]:
        """An empty batch to write with those of other partitions, if this one has long been quiet."""
        joins = not self._pending and not self._is_rebuilding and self._heartbeats.may_join(now)
        return self._drain_all(now) if joins else []

    def _drain_all(self, now: int) -> list[Batch]:
        batches = cut(self._pending, self._processed_to, self._handled_to)
        self._pending = []
        self.backlog = 0
        announced = self._written_to
        self._processed_to = self._written_to = max(self._processed_to, self._handled_to)
        rules = self.rules
        if rules is not None:
            self._heartbeats.written(now, self._written_to - announced, rules.policy)
        return batches

    def empty_batch_in(self, now: int) -> float:
        """Ms until an empty batch is due if nothing comes; without end during a rebuild."""
        if self._is_rebuilding:
            return math.inf
        return 0 if self._handled_to > self._written_to else self._heartbeats.due_in(now)

    @property
    def _is_rebuilding(self) -> bool:
        return self._handled_to < 0 or self._handled_to < self._processed_to
