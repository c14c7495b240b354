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
from tribunal.runtime.schema_ids import schema_id
from tribunal.runtime.settings import ConfigError, Settings
from tribunal.runtime.verified_snapshots import KafkaVerifiedSnapshots

_ORPHAN_STATUS = 137
_STOP_PATIENCE_SECONDS = 15


def execute(settings: Settings, service: Service, with_parent: bool) -> int:
    """Runs until it is stopped; returns the exit status. Raises ConfigError before it has begun."""
    metrics = Metrics(settings.executor_id, tribunal.__version__)
    server = _served(settings.health_port, metrics)
    loop = _wired(settings, service, metrics)
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: _stop(loop))
    if with_parent:
        Thread(target=_halt_with_parent, name="parent", daemon=True).start()
    role = f"execute-{settings.executor_id}"
    log.info("role_started", role=role, pid=os.getpid())
    try:
        loop.run()
    except Exception as e:
        log.error("role_failed", role=role, error=repr(e))
        return 1
    finally:
        if server is not None:
            server.shutdown()
    log.info("role_stopped", role=role)
    return 0


def _served(port: int, metrics: Metrics) -> ThreadingHTTPServer | None:
    try:
        return health.serve(port, lambda: True, metrics)
    except OSError as e:
        raise ConfigError(f"tribunal.health.port {port}: {e.strerror}") from e


def _wired(settings: Settings, service: Service, metrics: Metrics) -> ExecutorLoop:
    try:
        key = SigningKey.from_pem(settings.key_file)
    except KeyFileError as e:
        raise ConfigError(f"tribunal.key.file: {e}") from e
    reader, producers, clock = _reader(settings), _producers(settings), _clock()
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
        BatchSigner(settings.deployment, settings.executor_id, key, schema_id(settings, responses)),
        faults,
        KafkaVerifiedSnapshots(settings).find,
        RejoinStateMachine(
            KafkaRejoins(settings, own, schema_id(settings, settings.topic("isolation-endorsements"))).ask
        ),
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


def _stop(loop: ExecutorLoop) -> None:
    """Lets the loop end; a broker that never answers cannot keep the process."""
    loop.stop()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_STOP_PATIENCE_SECONDS)


def _halt_with_parent() -> None:
    """Without sys.stdin, whose lock a thread must not hold when the interpreter ends."""
    while os.read(0, 1 << 16):
        pass
    os._exit(_ORPHAN_STATUS)
