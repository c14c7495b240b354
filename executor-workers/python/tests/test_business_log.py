"""The reader of business-log against librdkafka's own mock of a cluster."""

import time

from confluent_kafka import Producer

from tribunal.protocol.partitioner import partition_of
from tribunal.runtime.business_log import BusinessLogReader

RECORDS = 5
PATIENCE_SECONDS = 20


def _reader() -> BusinessLogReader:
    producer = Producer({"bootstrap.servers": "mock", "test.mock.num.brokers": 1})
    broker = next(iter(producer.list_topics(timeout=10).brokers.values()))
    for partition in (0, 1):
        for _ in range(RECORDS):
            producer.produce("t", b"v", partition=partition)
    assert producer.flush(10) == 0
    reader = BusinessLogReader(
        {
            "bootstrap.servers": f"{broker.host}:{broker.port}",
            "group.id": "g",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
            "auto.offset.reset": "error",
        },
        "t",
    )
    reader.producer = producer  # type: ignore[attr-defined]  # the mock lives as long as its producer
    return reader


def _offsets(reader: BusinessLogReader) -> dict[int, list[int]]:
    read: dict[int, list[int]] = {}
    end = time.monotonic() + PATIENCE_SECONDS
    while not reader.has_reached_ends() and time.monotonic() < end:
        for partition, records in reader.poll(0.05).items():
            read.setdefault(partition, []).extend(record.offset for record in records)
    return read


def test_should_read_everything_again_after_a_rebuild_while_a_partition_was_held_back() -> None:
    reader = _reader()
    everything = {0: list(range(RECORDS)), 1: list(range(RECORDS))}
    reader.begin({0: 0, 1: 0})
    assert _offsets(reader) == everything

    reader.hold_back({0})
    reader.begin({0: 0, 1: 0})
    reader.hold_back(())

    assert _offsets(reader) == everything
    reader.close()


def test_should_never_commit_a_lower_offset() -> None:
    reader = _reader()
    reader.begin({0: 0, 1: 0})
    _offsets(reader)
    reader.remember({0: 3}, 0.0)
    reader.remember_now({0: 4})

    assert reader.open()[0] == 4
    reader.remember_now({0: 2})
    assert reader.open()[0] == 4
    reader.close()


def test_should_find_the_partition_of_keys_too_long_to_be_kept() -> None:
    assert partition_of("k" * 300_000, 6) == partition_of("k" * 300_000, 12) % 6
