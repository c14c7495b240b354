"""An executor at work, on one thread."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tribunal import log
from tribunal.execution.faults import FaultInjector
from tribunal.execution.partition import PartitionExecutor
from tribunal.execution.responses import Batch, BatchSigner
from tribunal.execution.service import Service
from tribunal.execution.worker import PartitionWorker
from tribunal.protocol.entries import BusinessRecord
from tribunal.protocol.membership import ISOLATED
from tribunal.recovery.rejoin_state_machine import RejoinStateMachine
from tribunal.recovery.verified_snapshot import VerifiedSnapshot
from tribunal.runtime.business_log import BusinessLogReader
from tribunal.runtime.flush_pace import LONGEST_MS, SHORTEST_MS, FlushPace
from tribunal.runtime.metrics import Metrics
from tribunal.runtime.response_writer import ResponseWriter
from tribunal.runtime.retries import Retries
from tribunal.runtime.topics import Damaged, Unavailable

_LONGEST_POLL_MS = 500
"""What comes meanwhile ends a poll."""
_IN_FLIGHT_POLL_MS = 50
"""An acknowledgement does not."""
_REMEMBER_EVERY_MS = 500
_MAX_IN_FLIGHT = 1
"""Answers that come while a batch is in flight make the next one: batches grow with the load by themselves."""
_MAX_BACKLOG_BYTES = 4 << 20

FindVerifiedSnapshots = Callable[[Mapping[int, int]], dict[int, VerifiedSnapshot]]


class Identity(NamedTuple):
    """Which executor of which deployment this is, and the service that it runs."""

    deployment: bytes
    executor_id: str
    service: Service


class _QueuedBatch(NamedTuple):
    due_at: int
    partition: int
    batch: Batch


class ExecutorLoop:
    """Polls all partitions of business-log, executes, writes signed batches of all partitions together, without
    waiting for their acknowledgement, and commits to Kafka what has been acknowledged.

    After a restart or an isolation it first rebuilds its state in silence, from verified snapshots where there are any;
    what was remembered is not answered again, what was not gets the same answers once more. ``clock``: ms of any clock
    that only goes forward.
    """

    def __init__(
        self,
        identity: Identity,
        reader: BusinessLogReader,
        writer: ResponseWriter,
        signer: BatchSigner,
        faults: FaultInjector,
        find_verified_snapshots: FindVerifiedSnapshots,
        rejoin: RejoinStateMachine,
        metrics: Metrics,
        clock: Callable[[], int],
    ) -> None:
        self._identity = identity
        self._reader = reader
        self._writer = writer
        self._signer = signer
        self._faults = faults
        self._find_verified_snapshots = find_verified_snapshots
        self._rejoin = rejoin
        self._metrics = metrics
        self._clock = clock
        self._workers: dict[int, PartitionWorker] = {}
        self._outbox: deque[_QueuedBatch] = deque()
        self._pace = FlushPace()
        self._active_at = -LONGEST_MS
        self._caught_up = False
        self._rebuild_due = False
        self._remembered_at = 0
        self._stopped = False
        self._retries = Retries("business_log_unavailable", lambda: self._stopped)

    def run(self) -> None:
        """Works until it is stopped, then writes the answers at hand, awaits the acknowledgements and commits."""
        while not self._stopped:
            self._step()
        self._finish()

    def stop(self) -> None:
        """Asks ``run`` to return soon; may be called from a signal handler."""
        self._stopped = True

    def _step(self) -> None:
        self._rest()
        now = self._clock()
        try:
            if not self._workers:
                self._open()
            if self._workers:
                now = self._handle()
                self._note_recovery()
                self._rebuild_if_isolated()
        except Unavailable as e:
            self._retries.failed(e)
            self._retries.pause()
            self._reader.go_on()
        self._write(now)
        self._remember_sometimes()
        self._reader.hold_back(p for p, worker in self._workers.items() if worker.backlog > _MAX_BACKLOG_BYTES)

    def _note_recovery(self) -> None:
        """It works again when everything that was in the log after the failure has been read."""
        if self._retries.failing and self._reader.has_recovered():
            self._retries.succeeded()

    @property
    def healthy(self) -> bool:
        """Whether it reads and writes the logs; any thread may ask."""
        return bool(self._workers) and not self._retries.failing and not self._writer.failing

    def _rest(self) -> None:
        """Polls no more often than it flushes: an answer to each small poll costs more than one to all of them."""
        rest = self._active_at + self._pace.interval - self._clock()
        if rest > 0:
            time.sleep(rest / 1000)

    def _open(self) -> None:
        resume = self._reader.open()
        if not resume:
            raise Damaged("the topic of business-log is missing")
        self._begin(resume)
        log.info("business_log_opened", partitions=sorted(resume))

    def _begin(self, resume: Mapping[int, int]) -> None:
        """Starts every partition again, from its best verified snapshot or from offset 0."""
        found = self._find_verified_snapshots(resume)
        workers = {p: self._hired(p, resume_from, found.get(p)) for p, resume_from in resume.items()}
        self._caught_up = False
        self._reader.begin({partition: worker.begin for partition, worker in workers.items()})
        self._workers = workers

    def _hired(self, partition: int, resume_from: int, verified_snapshot: VerifiedSnapshot | None) -> PartitionWorker:
        begin = 0
        if verified_snapshot is not None:
            begin = verified_snapshot.business_offset + 1
            log.info(
                "restored",
                partition=partition,
                **{"from": verified_snapshot.business_offset},
                entries=len(verified_snapshot),
            )
        deployment, _, service = self._identity
        return PartitionWorker(
            partition,
            begin,
            resume_from,
            lambda voids: PartitionExecutor(partition, deployment, service, voids, verified_snapshot),
        )

    def _handle(self) -> int:
        """Polls and handles; returns when the poll ended, from where the interval to the next flush counts."""
        records = self._reader.poll(self._longest_poll(self._clock()) / 1000)
        now = self._clock()
        if not records:
            return now
        self._active_at = now
        began = time.perf_counter()
        for partition, run in records.items():
            self._handle_run(self._workers[partition], run)
        self._metrics.execute_seconds += time.perf_counter() - began
        return now

    def _longest_poll(self, now: int) -> float:
        """Ms until there is something to write if nothing comes."""
        longest: float = _LONGEST_POLL_MS
        if self._outbox:
            longest = min(longest, self._outbox[0].due_at - now)
        for partition, worker in self._workers.items():
            if worker.backlog:
                return SHORTEST_MS
            in_flight = self._writer.in_flight(partition) >= _MAX_IN_FLIGHT
            longest = min(longest, _IN_FLIGHT_POLL_MS if in_flight else worker.empty_batch_in(now))
        return max(SHORTEST_MS, longest)

    def _handle_run(self, worker: PartitionWorker, records: list[BusinessRecord]) -> None:
        answered, rejected = worker.answered, worker.rejected
        for record in records:
            if not worker.handle(record):
                self._reader.seek(worker.partition, worker.begin)
                break
        self._metrics.requests["answered"] += worker.answered - answered
        self._metrics.requests["rejected"] += worker.rejected - rejected

    def _rebuild_if_isolated(self) -> None:
        self._caught_up = self._caught_up or self._reader.has_reached_ends()
        if not self._rebuild_due:
            self._rebuild_due = self._rejoin.must_rebuild(self._isolation(), self._caught_up, self._clock())
            if self._rebuild_due:
                log.warning("isolated", action="rebuild_all_partitions")
        if self._rebuild_due:
            self._begin({partition: worker.resume_from for partition, worker in self._workers.items()})
            self._rebuild_due = False

    def _isolation(self) -> int:
        """The decision that isolates this executor by the newest rules that any worker has read, 0 for none."""
        known = [rules for worker in self._workers.values() if (rules := worker.rules) is not None]
        if not known:
            return 0
        member = max(known, key=lambda rules: rules.number).members.get(self._identity.executor_id)
        return member.isolation if member is not None and member.status == ISOLATED else 0

    def _write(self, now: int) -> None:
        self._writer.tend(now)
        if self._pace.is_due(now):
            self._drain(now)
        while self._outbox and self._outbox[0].due_at <= now:
            self._send(self._outbox.popleft())
        self._metrics.backlog_bytes = sum(worker.backlog for worker in self._workers.values())

    def _drain(self, now: int) -> None:
        """Writes what is to be written, and lets quiet partitions join, so that they need no flush of their own."""
        flushed = self._drain_ready(PartitionWorker.drain, now)
        if flushed:
            self._drain_ready(PartitionWorker.join, now)
            self._pace.flushed(now, sum(len(batch.responses) for batch in flushed))

    def _drain_ready(self, drain: Callable[[PartitionWorker, int], list[Batch]], now: int) -> list[Batch]:
        """Flushes the partitions that have no batch in flight: a slow broker holds up its own only."""
        flushed: list[Batch] = []
        for partition, worker in self._workers.items():
            if self._writer.in_flight(partition) < _MAX_IN_FLIGHT:
                batches = drain(worker, now)
                flushed += batches
                for batch, delay in self._faults.outgoing(batches):
                    self._outbox.append(_QueuedBatch(now + delay, partition, batch))
        return flushed

    def _send(self, queued: _QueuedBatch) -> None:
        batch = queued.batch
        encoded = [response.encoded for response in batch.responses]
        value = self._signer.sign(queued.partition, batch.processed_to, encoded)
        self._writer.write(queued.partition, value, batch.resume_from)
        self._metrics.processed_offsets[queued.partition] = batch.processed_to

    def _remember_sometimes(self) -> None:
        now = self._clock()
        if now - self._remembered_at >= _REMEMBER_EVERY_MS:
            self._remembered_at = now
            self._reader.remember(self._writer.acknowledged, now / 1000)

    def _finish(self) -> None:
        self._outbox.extend(
            _QueuedBatch(0, partition, batch)
            for partition, worker in self._workers.items()
            if worker.backlog
            for batch, _ in self._faults.outgoing(worker.drain(self._clock()))
        )
        while self._outbox:
            self._send(self._outbox.popleft())
        self._writer.close()
        self._reader.remember_now(self._writer.acknowledged)
        self._reader.close()
