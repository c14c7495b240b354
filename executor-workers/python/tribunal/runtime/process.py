"""Runs an executor as this process: SIGTERM and Ctrl-C let it end in an orderly way."""

import os
import signal
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from threading import Thread

from confluent_kafka import KafkaException, Producer

import tribunal
from tribunal import log
from tribunal.execution.faults import FaultInjector
from tribunal.execution.responses import BatchSigner
from tribunal.execution.service import Service
from tribunal.protocol.signatures import KeyFileError, SigningKey
from tribunal.recovery.rejoin import OwnRejoin
from tribunal.recovery.rejoin_state_machine import RejoinStateMachine
from tribunal.runtime import health, kafka_settings
from tribunal.runtime.business_log import BusinessLogReader
from tribunal.runtime.loop import ExecutorLoop, Identity
from tribunal.runtime.metrics import Metrics
from tribunal.runtime.rejoins import KafkaRejoins
from tribunal.runtime.response_writer import ResponseWriter
from tribunal.runtime.schema_ids import awaited_schema_ids
from tribunal.runtime.settings import ConfigError, Settings
from tribunal.runtime.topics import Damaged
from tribunal.runtime.verified_snapshots import KafkaVerifiedSnapshots

_ORPHAN_STATUS = 137
_STOP_PATIENCE_SECONDS = 15
_DAMAGED_STATUS = 3
_WRITTEN = ("response-log", "isolation-endorsements")


class _Run:
    """What signals stop and the health check asks: the loop, once there is one."""

    def __init__(self) -> None:
        self.stopped = False
        self.loop: ExecutorLoop | None = None

    def stop(self) -> None:
        """Lets the loop end; a broker that never answers cannot keep the process."""
        self.stopped = True
        if self.loop is not None:
            self.loop.stop()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_STOP_PATIENCE_SECONDS)

    def is_healthy(self) -> bool:
        return self.loop is not None and self.loop.healthy


def execute(settings: Settings, service: Service, with_parent: bool) -> int:
    """Runs until it is stopped; returns the exit status. Raises ConfigError before it has begun."""
    metrics = Metrics(settings.executor_id, tribunal.__version__)
    run = _Run()
    server = _served(settings, run.is_healthy, metrics)
    key = _key(settings)
    reader, producers = _reader(settings), _producers(settings)
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: run.stop())
    if with_parent:
        Thread(target=_halt_with_parent, name="parent", daemon=True).start()
    role = f"execute-{settings.executor_id}"
    log.info("role_started", role=role, pid=os.getpid())
    try:
        ids = awaited_schema_ids(settings, [settings.topic(name) for name in _WRITTEN], lambda: run.stopped)
        if ids is not None:
            run.loop = _wired(settings, service, metrics, key, reader, producers, ids)
            if run.stopped:
                run.loop.stop()
            run.loop.run()
    except Damaged as e:
        log.error("role_failed", role=role, error=e)
        return _DAMAGED_STATUS
    except Exception as e:
        log.error("role_failed", role=role, error=repr(e))
        return 1
    finally:
        if server is not None:
            server.shutdown()
    log.info("role_stopped", role=role)
    return 0


def _served(settings: Settings, is_healthy: Callable[[], bool], metrics: Metrics) -> ThreadingHTTPServer | None:
    try:
        return health.serve(settings.health_address, settings.health_port, is_healthy, metrics)
    except OSError as e:
        raise ConfigError(f"tribunal.health.port {settings.health_port}: {e.strerror}") from e


def _key(settings: Settings) -> SigningKey:
    try:
        return SigningKey.from_pem(settings.key_file)
    except KeyFileError as e:
        raise ConfigError(f"tribunal.key.file: {e}") from e


def _wired(
    settings: Settings,
    service: Service,
    metrics: Metrics,
    key: SigningKey,
    reader: BusinessLogReader,
    producers: Callable[[], Producer],
    schema_ids: list[int],
) -> ExecutorLoop:
    clock = _clock()
    of_responses, of_rejoins = schema_ids
    faults = FaultInjector(settings.fault, settings.fault_seed, clock)
    log.info(
        "executor_created",
        executor=settings.executor_id,
        language="python",
        key=key.key_id,
        deployment=settings.deployment.hex(),
    )
    responses = settings.topic("response-log")
    own = OwnRejoin(settings.deployment, settings.executor_id, key)
    return ExecutorLoop(
        Identity(settings.deployment, settings.executor_id, faults.around(service)),
        reader,
        ResponseWriter(responses, settings.executor_id.encode(), producers, metrics),
        BatchSigner(settings.deployment, settings.executor_id, key, of_responses),
        faults,
        KafkaVerifiedSnapshots(settings).find,
        RejoinStateMachine(KafkaRejoins(settings, own, of_rejoins).ask),
        metrics,
        clock,
    )


def _reader(settings: Settings) -> BusinessLogReader:
    try:
        return BusinessLogReader(kafka_settings.reader(settings), settings.topic("business-log"))
    except KafkaException as e:
        raise ConfigError(f"kafka.*: {e.args[0].str()}") from e


def _producers(settings: Settings) -> Callable[[], Producer]:
    config = kafka_settings.producer(settings)
    try:
        Producer(config)
    except KafkaException as e:
        raise ConfigError(f"kafka.*: {e.args[0].str()}") from e
    return lambda: Producer(config)


def _clock() -> Callable[[], int]:
    start = time.monotonic_ns()
    return lambda: (time.monotonic_ns() - start) // 1_000_000


def _halt_with_parent() -> None:
    """Without sys.stdin, whose lock a thread must not hold when the interpreter ends."""
    while os.read(0, 1 << 16):
        pass
    os._exit(_ORPHAN_STATUS)
