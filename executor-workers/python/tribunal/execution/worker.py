"""Decides what one partition writes and when."""

from collections.abc import Callable, Sequence

from tribunal import log
from tribunal.execution.machine import Settlement
from tribunal.execution.partition import PartitionExecutor
from tribunal.execution.responses import Batch, Response, cut
from tribunal.protocol.admission import Rejected
from tribunal.protocol.chain import DecisionChain
from tribunal.protocol.entries import BusinessRecord

NewExecutor = Callable[[Sequence[Settlement]], PartitionExecutor]
"""Gives a fresh executor that knows the settlements."""


class PartitionWorker:
    """Writes nothing while state is rebuilt, answers as soon as there are any, an empty batch when only rejected or
    control entries were handled or when the heartbeat is due. Times in ms of any clock.

    ``begin``: offset of the first record that it wants; ``resume_from``: up to which an earlier run has answered.
    """

    def __init__(self, partition: int, begin: int, resume_from: int, new_executor: NewExecutor) -> None:
        self.partition = partition
        self.begin = begin
        self._new_executor = new_executor
        self._executor = new_executor(())
        self._settlements: list[Settlement] = []
        self._pending: list[Response] = []
        self._handled = begin - 1
        self._floor = self._written = self._answers_after = resume_from - 1
        self._last_written_at = 0
        self.backlog = 0
        """Bytes of answers that have not been drained."""
        self.answered = 0
        self.rejected = 0

    def handle(self, record: BusinessRecord) -> bool:
        """Takes the next record in offset order; False when all must be given again from ``begin`` on."""
        outcome = self._executor.handle(record)
        if isinstance(outcome, Settlement):
            self._settle(outcome)
            return False
        self._handled = record.offset
        if record.offset > self._answers_after:
            self._take(outcome)
        return True

    def _take(self, outcome: Response | Rejected | None) -> None:
        if isinstance(outcome, Response):
            self._pending.append(outcome)
            self.backlog += len(outcome.encoded)
            self.answered += 1
        elif outcome is not None:
            self.rejected += 1

    def _settle(self, settlement: Settlement) -> None:
        """Answers after the settled request are given anew if the Void itself has not been passed by an earlier run."""
        log.warning(
            "state_settled",
            position=f"{self.partition}@{settlement.position}",
            offset=settlement.offset,
            note="rebuilding the partition",
        )
        self._settlements.append(settlement)
        self._executor = self._new_executor(tuple(self._settlements))
        if settlement.position > self._floor:
            self._floor = settlement.position
            self._answers_after = settlement.offset
        self._pending = [response for response in self._pending if response.offset <= self._answers_after]
        self.backlog = sum(len(response.encoded) for response in self._pending)
        self._handled = self.begin - 1

    @property
    def resume_from(self) -> int:
        """Offset from which a worker in its place must answer."""
        return self._floor + 1

    @property
    def rules(self) -> DecisionChain | None:
        """Keys, policy and membership by what it has read, once it has read genesis."""
        return self._executor.rules

    def drain(self, now: int) -> list[Batch]:
        """What to write now, in order."""
        if not self._pending and not self._is_empty_batch_due(now):
            return []
        batches = cut(self._pending, self._floor, self._handled)
        self._pending = []
        self.backlog = 0
        self._floor = self._written = max(self._floor, self._handled)
        self._last_written_at = now
        return batches

    def _is_empty_batch_due(self, now: int) -> bool:
        rules = self.rules
        if rules is None or self._handled < 0 or self._handled < self._floor:
            return False
        return self._handled > self._written or now - self._last_written_at >= rules.policy.heartbeat
