"""Reads every partition of business-log, and remembers in Kafka how far it has been answered."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from tribunal import log
from tribunal.protocol.entries import BusinessRecord, read_record
from tribunal.runtime.kafka_settings import Config
from tribunal.runtime.topics import BROKER_PATIENCE_SECONDS, DAMAGE, RESUMABLE, Damaged, Record, Unavailable, at_hand

_NOT_KNOWN = -1
_REMIND_EVERY_SECONDS = 3600
"""Kafka forgets a group that has committed nothing for days, and a quiet partition has nothing new to commit."""


class BusinessLogReader:
    """Positions are kept here and assigned anew after every jump, so that what was fetched before it is never seen."""

    def __init__(self, reader: Config, topic: str) -> None:
        self._consumer = Consumer({**reader, "on_commit": self._noted})
        self._topic = topic
        self._next: dict[int, int] = {}
        self._read_to_end: dict[int, int] = {}
        """By partition, where the log ended when all its records had been delivered."""
        self._ends: dict[int, int] = {}
        self._ends_after_failure: dict[int, int] | None = None
        self._committed: dict[int, int] = {}
        self._held: frozenset[int] = frozenset()
        self._reminded_at = -math.inf
        self._trouble: Unavailable | None = None
        """An error of a poll that also returned records: it is raised once they are handled."""

    def open(self) -> dict[int, int]:
        """By partition, the offset up to which an earlier run has answered; empty when there is no such topic yet."""
        try:
            topic = self._consumer.list_topics(self._topic, BROKER_PATIENCE_SECONDS).topics[self._topic]
            if topic.error is not None:
                return {}
            partitions = [TopicPartition(self._topic, partition) for partition in sorted(topic.partitions)]
            found = self._consumer.committed(partitions, BROKER_PATIENCE_SECONDS)
        except KafkaException as e:
            raise Unavailable(str(e)) from e
        for one in found:
            if one.error is not None:
                raise Unavailable(one.error.str())
        self._committed = {one.partition: max(0, one.offset) for one in found}
        return dict(self._committed)

    def begin(self, positions: Mapping[int, int]) -> None:
        """Continues at these offsets; the end, for ``has_reached_ends``, is where the log ends now."""
        try:
            for partition in positions:
                _, end = self._consumer.get_watermark_offsets(
                    TopicPartition(self._topic, partition), BROKER_PATIENCE_SECONDS
                )
                self._ends[partition] = end
        except KafkaException as e:
            raise Unavailable(str(e)) from e
        self._next.update(positions)
        self._assign()

    def seek(self, partition: int, offset: int) -> None:
        """Continues at that offset."""
        self._next[partition] = offset
        self._assign()

    def _assign(self) -> None:
        self._read_to_end.clear()
        self.hold_back(())  # the client keeps a pause over a new assignment
        self._consumer.assign([TopicPartition(self._topic, *position) for position in self._next.items()])

    def has_reached_ends(self) -> bool:
        """Whether all records before the ends have been delivered."""
        return self._has_reached(self._ends)

    def _has_reached(self, ends: Mapping[int, int]) -> bool:
        return all(
            max(self._next.get(partition, 0), self._read_to_end.get(partition, _NOT_KNOWN)) >= end
            for partition, end in ends.items()
        )

    def poll(self, seconds: float) -> dict[int, list[BusinessRecord]]:
        """The next records, in offset order within each partition; empty when none come within the time.

        Raises Unavailable; nothing that was fetched is lost by it.
        """
        if self._trouble is not None:
            trouble, self._trouble = self._trouble, None
            raise trouble
        records: dict[int, list[BusinessRecord]] = {}
        for message in at_hand(self._consumer, seconds):
            error = message.error()
            if error is not None:
                self._on_error(error, message)
                continue
            record = Record.of(message)
            if record.offset >= self._next[record.partition]:
                records.setdefault(record.partition, []).append(_read(record))
                self._next[record.partition] = record.offset + 1
        return records

    def _on_error(self, error: KafkaError, message: Any) -> None:
        if error.code() == KafkaError._PARTITION_EOF:
            self._read_to_end[message.partition()] = message.offset()
        elif error.code() in DAMAGE:
            partition = message.partition()
            self._trouble = Damaged(f"{self._topic}-{partition}@{self._next.get(partition, 0)}: {error.str()}")
        elif error.code() not in RESUMABLE:
            self._trouble = Unavailable(error.str())

    def go_on(self) -> None:
        """Fetches again from the first record that has not been delivered."""
        self._ends_after_failure = None
        self._assign()

    def _end_now(self, partition: int) -> int:
        try:
            place = TopicPartition(self._topic, partition)
            return int(self._consumer.get_watermark_offsets(place, BROKER_PATIENCE_SECONDS)[1])
        except KafkaException as e:
            raise Unavailable(str(e)) from e

    def has_recovered(self) -> bool:
        """Whether all records before the ends that the log had after ``go_on`` have been delivered."""
        if self._ends_after_failure is None:
            self._ends_after_failure = {partition: self._end_now(partition) for partition in self._next}
        return self._has_reached(self._ends_after_failure)

    def hold_back(self, full: Iterable[int]) -> None:
        """Fetches from all partitions but these; costs no request to the brokers."""
        held = frozenset(full)
        if held == self._held:
            return
        if freed := self._held - held:
            self._consumer.resume([TopicPartition(self._topic, partition) for partition in freed])
        if added := held - self._held:
            self._consumer.pause([TopicPartition(self._topic, partition) for partition in added])
        self._held = held

    def remember(self, answered: Mapping[int, int], now: float) -> None:
        """Remembers offsets without waiting: those that have changed, once an hour all; the next time covers one that
        fails. ``now``: seconds of any clock that only goes forward.
        """
        due = self._newer(answered)
        if now - self._reminded_at >= _REMIND_EVERY_SECONDS:
            self._reminded_at = now
            due = {p: offset for p, offset in self._committed.items() if offset > 0} | due
        if not due:
            return
        try:
            self._consumer.commit(offsets=self._positions(due), asynchronous=True)
        except KafkaException as e:
            log.repeated("commit_failed", error=e, action="next_one_covers_it")

    def _newer(self, answered: Mapping[int, int]) -> dict[int, int]:
        return {p: offset for p, offset in answered.items() if offset > self._committed.get(p, 0)}

    def _noted(self, error: KafkaError | None, positions: list[TopicPartition]) -> None:
        """Called by the client, within a poll, when the brokers have answered a commit."""
        if error is not None:
            log.repeated("commit_failed", error=error, action="next_one_covers_it")
            return
        for one in positions:
            if one.error is None:
                self._committed[one.partition] = max(self._committed.get(one.partition, 0), one.offset)

    def remember_now(self, answered: Mapping[int, int]) -> None:
        """Commits offsets and waits for it; logs a failure."""
        due = self._newer(answered)
        if not due:
            return
        try:
            self._consumer.commit(offsets=self._positions(due), asynchronous=False)
        except KafkaException as e:
            log.repeated("commit_failed", error=e, note="some answers will be repeated after the restart")

    def _positions(self, offsets: Mapping[int, int]) -> list[TopicPartition]:
        return [TopicPartition(self._topic, partition, offset) for partition, offset in offsets.items()]

    def close(self) -> None:
        self._consumer.close()


def _read(record: Record) -> BusinessRecord:
    return read_record(record.partition, record.offset, record.time, record.stamped, record.value)
