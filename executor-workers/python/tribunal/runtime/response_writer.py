"""Writes signed batches to response-log in order and keeps each until it is acknowledged."""

from collections import deque
from collections.abc import Callable

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from tribunal import log
from tribunal.runtime.metrics import Metrics

_SHORTEST_BACKOFF_MS = 500
_LONGEST_BACKOFF_MS = 30_000
_STUCK_MS = 30_000
"""Batches without an acknowledgement for so long show that the topic or its brokers are gone."""
_CLOSE_PATIENCE_SECONDS = 5


class _Kept:
    """A batch in flight. ``resume_from`` counts once it and all before it in its partition are written."""

    __slots__ = ("partition", "resume_from", "value", "written")

    def __init__(self, partition: int, value: bytes, resume_from: int) -> None:
        self.partition = partition
        self.value = value
        self.resume_from = resume_from
        self.written = False


class _Attempt:
    """One producer's life."""

    def __init__(self, producer: Producer) -> None:
        self.producer = producer
        self.failure: str | None = None


class ResponseWriter:
    """When the producer gives a batch up, a new producer writes all that is kept once more: repeats are possible, gaps
    are not. Acknowledgements are taken note of in ``tend``, on the caller's thread. Times in ms."""

    def __init__(self, topic: str, key: bytes, producers: Callable[[], Producer], metrics: Metrics) -> None:
        self._topic = topic
        self._key = key
        self._producers = producers
        self._metrics = metrics
        self._kept: dict[int, deque[_Kept]] = {}
        self._attempt: _Attempt | None = None
        self._retry_at = 0
        self._failures = 0
        self._progress_at = 0
        self.failing = False
        """Whether writing fails, or nothing is acknowledged any more."""
        self.acknowledged: dict[int, int] = {}
        """By partition, the business offset from which to answer after a restart."""

    def write(self, partition: int, value: bytes, resume_from: int) -> None:
        """Takes a value over."""
        batch = _Kept(partition, value, resume_from)
        self._kept.setdefault(partition, deque()).append(batch)
        if self._attempt is not None:
            self._send(self._attempt, batch)

    def tend(self, now: int) -> None:
        """Releases acknowledged batches and starts over after a failure; call it often."""
        if self._attempt is not None:
            self._attempt.producer.poll(0)
        self._note_progress(self._release(), now)
        if self._attempt is not None and self._attempt.failure is not None:
            self._give_up(self._attempt, now)
        if self._attempt is None and now >= self._retry_at:
            self._attempt = fresh = _Attempt(self._producers())
            for batches in self._kept.values():
                for batch in batches:
                    self._send(fresh, batch)

    def _note_progress(self, released: bool, now: int) -> None:
        if released:
            self._failures = 0
        if released or not any(self._kept.values()):
            self._progress_at = now
        self.failing = self._failures > 0 or now - self._progress_at > _STUCK_MS

    def _give_up(self, failed: _Attempt, now: int) -> None:
        log.repeated("response_write_failed", error=failed.failure, action="write_again")
        self._metrics.write_failures += 1
        failed.producer.purge()
        failed.producer.poll(0)
        self._release()
        self._attempt = None
        self._retry_at = now + min(_LONGEST_BACKOFF_MS, _SHORTEST_BACKOFF_MS << min(self._failures, 10))
        self._failures += 1

    def _send(self, attempt: _Attempt, batch: _Kept) -> None:
        if batch.written or attempt.failure is not None:
            return

        def written(error: KafkaError | None, _: Message) -> None:
            if error is None:
                batch.written = True
            elif attempt.failure is None:
                attempt.failure = error.str()

        try:
            attempt.producer.produce(
                self._topic, batch.value, self._key, partition=batch.partition, on_delivery=written
            )
        except (BufferError, KafkaException) as e:
            attempt.failure = str(e)

    def _release(self) -> bool:
        released = False
        for partition, batches in self._kept.items():
            while batches and batches[0].written:
                done = batches.popleft()
                self.acknowledged[partition] = max(self.acknowledged.get(partition, 0), done.resume_from)
                self._metrics.batches += 1
                released = True
        return released

    def in_flight(self, partition: int) -> int:
        """How many batches of a partition are not yet acknowledged."""
        return len(self._kept.get(partition, ()))

    def close(self) -> None:
        """Waits a little for batches in flight."""
        if self._attempt is not None:
            self._attempt.producer.flush(_CLOSE_PATIENCE_SECONDS)
            self._release()
