"""Reads other topics than business-log: all records, or one of them."""

import time
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from tribunal.runtime.kafka_settings import Config

BROKER_PATIENCE_SECONDS = 5
_RECORD_PATIENCE_SECONDS = 30
_POLL_SECONDS = 0.2
_AT_ONCE = 500
_NEARBY = 5_000
"""Records that are read over sooner than a jump takes."""
_LOG_APPEND_TIME = 2

RESUMABLE = (KafkaError._PARTITION_EOF, KafkaError._TRANSPORT, KafkaError._ALL_BROKERS_DOWN)


class Unavailable(Exception):
    """The brokers did not answer, or not what was needed; trying again may help."""


class Damaged(Unavailable):
    """The log is not what it should be, at the position that the text names; trying again helps if a copy is mended."""


DAMAGE = (
    KafkaError._BAD_MSG,
    KafkaError._UNKNOWN_PARTITION,
    KafkaError._UNKNOWN_TOPIC,
    KafkaError._AUTO_OFFSET_RESET,
    KafkaError.INVALID_MSG,
    KafkaError.OFFSET_OUT_OF_RANGE,
    KafkaError.UNKNOWN_TOPIC_OR_PART,
)


class Record(NamedTuple):
    """A record as it was delivered; ``stamped`` says whether the broker set ``time`` (epoch ms) itself."""

    partition: int
    offset: int
    time: int
    stamped: bool
    key: bytes | None
    value: bytes | None

    @classmethod
    def of(cls, message: Any) -> "Record":
        """The record of a consumer's message that is no error."""
        kind, time_ms = message.timestamp()
        stamped = kind == _LOG_APPEND_TIME
        return cls(message.partition(), message.offset(), time_ms, stamped, message.key(), message.value())


def at_hand(consumer: Consumer, seconds: float) -> list[Message]:
    """The next records as soon as there are any; none when the time is over."""
    messages = consumer.consume(1, seconds)
    return messages + consumer.consume(_AT_ONCE - 1, 0) if messages else messages


def scan(reader: Config, topic: str, partition: int = 0) -> Iterator[Record]:
    """A partition from its beginning to where it ends now, committed records only; raises Unavailable."""
    consumer = Consumer(reader)
    try:
        low, end = consumer.get_watermark_offsets(TopicPartition(topic, partition), BROKER_PATIENCE_SECONDS)
        if low < end:
            consumer.assign([TopicPartition(topic, partition, low)])
            yield from _through(consumer, end, f"{topic}-{partition}")
    except KafkaException as e:
        raise Unavailable(f"{topic}-{partition}: {e}") from e
    finally:
        consumer.close()


def _through(consumer: Consumer, end: int, place: str) -> Iterator[Record]:
    """Records up to an end; where the last ones are markers of transactions, the end of the partition says so."""
    deadline = time.monotonic() + _RECORD_PATIENCE_SECONDS
    while True:
        messages = at_hand(consumer, _POLL_SECONDS)
        if messages:
            deadline = time.monotonic() + _RECORD_PATIENCE_SECONDS
        for message in messages:
            error = message.error()
            if error is None:
                record = Record.of(message)
                yield record
                if record.offset >= end - 1:
                    return
            elif error.code() == KafkaError._PARTITION_EOF and (message.offset() or 0) >= end:
                return
            elif error.code() not in RESUMABLE:
                raise Unavailable(f"{place}: {error.str()}")
        if time.monotonic() > deadline:
            raise Unavailable(f"{place} delivers nothing")


class RecordFinder:
    """Single records of one partition, cheapest in offset order: what lies nearby is read on to."""

    def __init__(self, reader: Config, topic: str, partition: int) -> None:
        self._consumer = Consumer(reader)
        self._topic = topic
        self._partition = partition
        self._ahead: deque[Message] = deque()
        self._next: int | None = None

    def at(self, offset: int) -> Record | None:
        """The record at that offset, None when it is not there; raises Unavailable."""
        deadline = time.monotonic() + _RECORD_PATIENCE_SECONDS
        try:
            self._go_to(offset)
            while time.monotonic() < deadline:
                while self._ahead:
                    message = self._ahead.popleft()
                    error = message.error()
                    if error is None:
                        record = Record.of(message)
                        self._next = record.offset + 1
                        if record.offset >= offset:
                            return record if record.offset == offset else None
                    elif error.code() in (KafkaError._PARTITION_EOF, KafkaError._AUTO_OFFSET_RESET):
                        self._next = None
                        return None
                self._ahead.extend(at_hand(self._consumer, _POLL_SECONDS))
        except KafkaException as e:
            raise Unavailable(f"{self._topic}-{self._partition}@{offset}: {e}") from e
        raise Unavailable(f"{self._topic}-{self._partition}@{offset} is not delivered")

    def _go_to(self, offset: int) -> None:
        if self._next is not None and 0 <= offset - self._next <= _NEARBY:
            return
        self._ahead.clear()
        self._next = offset
        self._consumer.assign([TopicPartition(self._topic, self._partition, offset)])

    def close(self) -> None:
        self._consumer.close()
