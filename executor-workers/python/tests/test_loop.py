"""The loop between a log and a producer that only exist in memory."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

import accounts
from tests.deployment import APPEND_TIME, Deployment, key
from tests.test_execution import some_requests
from tests.test_runtime import FakeProducer
from tribunal.execution.faults import Fault, FaultInjector
from tribunal.execution.responses import BatchSigner
from tribunal.protocol.avro import BATCH_HEADER, RESPONSE, RESPONSE_LOG_ENTRY
from tribunal.recovery.rejoin_state_machine import RejoinStateMachine
from tribunal.runtime import business_log
from tribunal.runtime.business_log import BusinessLogReader
from tribunal.runtime.loop import ExecutorLoop, Identity
from tribunal.runtime.metrics import Metrics
from tribunal.runtime.response_writer import ResponseWriter
from tribunal.runtime.topics import Unavailable

EOF, RESET = -191, -140


class FakeError:
    def __init__(self, code: int) -> None:
        self._code = code

    def code(self) -> int:
        return self._code

    def str(self) -> str:
        return f"error {self._code}"


class FakeMessage:
    def __init__(self, offset: int, value: bytes | None, error: FakeError | None = None) -> None:
        self._offset, self._value, self._error = offset, value, error

    def error(self) -> FakeError | None:
        return self._error

    def partition(self) -> int:
        return 0

    def offset(self) -> int:
        return self._offset

    def timestamp(self) -> tuple[int, int]:
        return 2, APPEND_TIME

    def key(self) -> None:
        return None

    def value(self) -> bytes | None:
        return self._value


class FakeConsumer:
    """A log of one partition, and what the group has committed. Says once when the end is reached.

    It keeps a pause over a new assignment, as librdkafka does.
    """

    def __init__(self) -> None:
        self.log: list[bytes] = []
        self.committed_offset = -1001
        self.position = 0
        self.told_end = False
        self.errors: list[int] = []
        self.paused = False
        self.timeouts: list[float] = []

    def list_topics(self, topic: str, timeout: float) -> Any:
        metadata = type("Topic", (), {"error": None, "partitions": {0: None}})
        return type("Cluster", (), {"topics": {topic: metadata}})

    def committed(self, partitions: list[Any], timeout: float) -> list[Any]:
        return [type("P", (), {"partition": 0, "offset": self.committed_offset, "error": None})]

    def get_watermark_offsets(self, partition: Any, timeout: float) -> tuple[int, int]:
        return 0, len(self.log)

    def assign(self, partitions: list[Any]) -> None:
        for one in partitions:
            self.position, self.told_end = one.offset, False

    def pause(self, partitions: list[Any]) -> None:
        self.paused = True

    def resume(self, partitions: list[Any]) -> None:
        self.paused = False

    def consume(self, most: int, timeout: float) -> list[FakeMessage]:
        self.timeouts.append(timeout)
        messages: list[FakeMessage] = []
        while len(messages) < most and self.position < len(self.log) and not self.paused:
            messages.append(FakeMessage(self.position, self.log[self.position]))
            self.position += 1
        if self.errors and messages:
            messages.append(FakeMessage(-1, None, FakeError(self.errors.pop())))
        if len(messages) < most and self.position == len(self.log) and not self.told_end:
            messages.append(FakeMessage(self.position, None, FakeError(EOF)))
            self.told_end = True
        return messages

    def commit(self, offsets: list[Any], asynchronous: bool) -> None:
        self.committed_offset = offsets[0].offset

    def close(self) -> None:
        return None


class AcknowledgingProducer(FakeProducer):
    """Acknowledges with the next poll."""

    def poll(self, timeout: float) -> int:
        for callback in self.callbacks:
            callback(None, None)
        self.callbacks = []
        return 0

    def flush(self, timeout: float) -> int:
        return self.poll(timeout)


class Process:
    """One run of an executor over a log that outlives it."""

    def __init__(
        self,
        deployment: Deployment,
        consumer: FakeConsumer,
        monkeypatch: pytest.MonkeyPatch,
        producer: Callable[[], FakeProducer] = AcknowledgingProducer,
        fault: Fault | None = None,
    ) -> None:
        monkeypatch.setattr(business_log, "Consumer", lambda _: consumer)
        consumer.assign([])
        self.now = 0
        self.asked: list[int] = []
        self.verified_snapshots = 0
        self.producer = producer()
        self.metrics = Metrics("e1", "0")
        faults = FaultInjector(fault, 1, self.clock, lambda: None)
        self.loop = ExecutorLoop(
            Identity(deployment.deployment, "e1", faults.around(accounts.execute)),
            BusinessLogReader({}, "business-log"),
            ResponseWriter("response-log", b"e1", lambda: self.producer, self.metrics),  # type: ignore[arg-type]
            BatchSigner(deployment.deployment, "e1", key("e1"), 0),
            faults,
            self._find,
            RejoinStateMachine(lambda isolation: self.asked.append(isolation) is None),
            self.metrics,
            self.clock,
        )

    def clock(self) -> int:
        return self.now

    def _find(self, resume: Mapping[int, int]) -> dict[int, Any]:
        self.verified_snapshots += 1
        return {}

    def steps(self, count: int, ms: int = 100) -> "Process":
        for _ in range(count):
            self.loop._step()
            self.now += ms
        return self

    def answers(self) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for _, value in self.producer.produced:
            for encoded in RESPONSE_LOG_ENTRY.decode_framed(value)["responses"]:
                offset = RESPONSE.decode_single(encoded)["businessOffset"]
                assert found.setdefault(offset, encoded) == encoded
        return found

    def processed(self) -> list[int]:
        entries = [RESPONSE_LOG_ENTRY.decode_framed(value) for _, value in self.producer.produced]
        return [BATCH_HEADER.decode_single(entry["header"]["payload"])["processedTo"] for entry in entries]


@pytest.fixture
def deployment() -> Deployment:
    return Deployment()


@pytest.fixture
def consumer(deployment: Deployment) -> FakeConsumer:
    consumer = FakeConsumer()
    consumer.log = [deployment.genesis, *some_requests(deployment, 30)]
    return consumer


def test_should_answer_commit_and_send_heartbeats(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = Process(deployment, consumer, monkeypatch).steps(20)

    assert list(process.answers()) == list(range(1, 31))
    assert consumer.committed_offset == 31
    assert process.processed()[-3:] == [30, 30, 30]
    assert process.metrics.requests == {"answered": 30, "rejected": 0}
    assert process.metrics.processed_offsets == {0: 30}


def test_should_fall_quiet_and_wait_longer_when_nothing_comes(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = Process(deployment, consumer, monkeypatch).steps(600)
    written = len(process.processed())

    process.steps(200)

    assert len(process.processed()) == written + 2, "in 20 s"
    assert max(consumer.timeouts[-20:]) == 0.5
    consumer.log.append(deployment.request("GET", {"account": "a"}))
    process.steps(21)
    assert len(process.processed()) == written + 2 + 5, "an answer and 2 s of heartbeats"


def test_should_repeat_only_unacknowledged_answers_after_a_crash(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Process(deployment, consumer, monkeypatch).steps(10)
    consumer.log += [deployment.request("GET", {"account": "a"}) for _ in range(5)]

    second = Process(deployment, consumer, monkeypatch).steps(10)

    assert set(first.answers()) == set(range(1, 31))
    assert set(second.answers()) == set(range(31, 36))


def test_should_give_the_same_answers_when_nothing_was_committed(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Process(deployment, consumer, monkeypatch, FakeProducer).steps(3)
    second = Process(deployment, consumer, monkeypatch).steps(10)

    assert first.answers()
    assert first.answers().items() <= second.answers().items()


def test_should_write_and_commit_ready_answers_before_it_ends(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = Process(deployment, consumer, monkeypatch).steps(1)
    process.loop.stop()

    process.loop.run()

    assert list(process.answers()) == list(range(1, 31))
    assert consumer.committed_offset == 31


def test_should_keep_one_batch_in_flight(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = Process(deployment, consumer, monkeypatch, FakeProducer).steps(5)
    consumer.log += [deployment.request("GET", {"account": "a"}) for _ in range(5)]
    process.steps(20)

    assert len(process.producer.produced) == 1
    assert process.metrics.backlog_bytes > 0


def test_should_answer_a_lone_request_at_once_and_flush_once_in_an_interval(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    process = Process(deployment, consumer, monkeypatch).steps(5, ms=20)

    consumer.log.append(deployment.request("GET", {"account": "a"}))
    process.steps(1, ms=1)
    assert 31 in process.answers()

    consumer.log.append(deployment.request("GET", {"account": "a"}))
    process.steps(1, ms=1)
    assert 32 not in process.answers()
    process.steps(1)
    assert 32 in process.answers()


def test_should_lose_no_record_after_an_error(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    consumer.errors = [RESET]

    process = Process(deployment, consumer, monkeypatch).steps(10)

    assert list(process.answers()) == list(range(1, 31))
    assert consumer.errors == []


def test_should_rebuild_once_after_an_isolation_and_request_to_rejoin(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = Process(deployment, consumer, monkeypatch).steps(10)
    before = dict(process.answers())
    assert process.verified_snapshots == 1

    consumer.log.append(deployment.control(deployment.proposal("ISOLATE", "e1")))
    consumer.log.append(deployment.request("GET", {"account": "a"}))
    process.steps(10)

    assert process.verified_snapshots == 2
    assert process.asked == [1]
    assert set(process.answers()) == {*before, 32}
    assert sum(len(RESPONSE_LOG_ENTRY.decode_framed(v)["responses"]) for _, v in process.producer.produced) == 31


def test_should_repair_a_wrong_state_by_rebuilding(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    liar = Process(deployment, consumer, monkeypatch, fault=Fault("wrong-state", seconds=1)).steps(12)
    consumer.log.append(deployment.control(deployment.proposal("ISOLATE", "e1")))
    consumer.log.append(deployment.request("GET", {"account": "a"}))
    liar.steps(10)

    output = RESPONSE.decode_single(liar.answers()[32])["output"]
    assert output == b'{"account":"a","balance":"29"}'


def test_should_hold_back_a_partition_that_cannot_write(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tribunal.runtime.loop._MAX_BACKLOG_BYTES", 100)
    process = Process(deployment, consumer, monkeypatch, FakeProducer).steps(3)
    consumer.log += [deployment.request("GET", {"account": "a"}) for _ in range(5)]

    process.steps(3)
    assert consumer.paused

    process.producer.callbacks[0](None, None)
    process.steps(3)
    assert not consumer.paused


def test_should_wait_for_a_log_that_does_not_exist_yet(
    deployment: Deployment, consumer: FakeConsumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    found, tries = consumer.list_topics, [0]

    def missing(topic: str, timeout: float) -> Any:
        tries[0] += 1
        if tries[0] < 3:
            raise Unavailable("no broker")
        return found(topic, timeout)

    monkeypatch.setattr(consumer, "list_topics", missing)

    process = Process(deployment, consumer, monkeypatch).steps(10)

    assert list(process.answers()) == list(range(1, 31))
