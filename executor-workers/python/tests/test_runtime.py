"""Settings, logs, metrics, health, the command line, and the exchange with Kafka."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.deployment import key
from tribunal import log
from tribunal.execution.faults import Fault
from tribunal.protocol.signatures import KeyFileError, SigningKey
from tribunal.runtime import health, kafka_settings
from tribunal.runtime.metrics import Metrics
from tribunal.runtime.properties import parse_properties
from tribunal.runtime.response_writer import ResponseWriter
from tribunal.runtime.settings import ConfigError, resolve

HOME = Path(__file__).parents[1]
NEEDED = {
    "bootstrap.servers": "localhost:9",
    "tribunal.deployment": "ab" * 32,
    "tribunal.executor.id": "e1",
    "tribunal.key.file": "/nowhere.pem",
}


class TestProperties:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a=b", {"a": "b"}),
            ("a:b", {"a": "b"}),
            ("a b", {"a": "b"}),
            ("  a = b  ", {"a": "b"}),
            ("a=b=c", {"a": "b=c"}),
            ("# a=b\n! c=d\n\n e=f", {"e": "f"}),
            ("a=b\\\n   c", {"a": "bc"}),
            ("a=b\\\\\nc=d", {"a": "b\\", "c": "d"}),
            (r"a\:b\=c=d", {"a:b=c": "d"}),
            (r"a=C:\\x\\y", {"a": r"C:\x\y"}),
            ("a=\\u00e9\\t1", {"a": "é\t1"}),
            ("a", {"a": ""}),
            ("a=1\na=2", {"a": "2"}),
            ("a=1\r\nb=2\rc=3", {"a": "1", "b": "2", "c": "3"}),
        ],
    )
    def test_should_read_what_java_writes(self, text: str, expected: dict[str, str]) -> None:
        assert parse_properties(text) == expected

    def test_should_refuse_a_malformed_escape(self) -> None:
        with pytest.raises(ValueError, match="escape"):
            parse_properties("a=\\u12")


class TestSettings:
    def test_should_prefer_flag_over_environment_over_file(self, tmp_path: Path) -> None:
        file = tmp_path / "e.properties"
        lines = [f"{name}={value}" for name, value in NEEDED.items()]
        file.write_text("\n".join([*lines, "tribunal.namespace=file", "tribunal.health.port=1", "kafka.a=file"]))

        settings = resolve(
            [file],
            {"TRIBUNAL_NAMESPACE": "environment", "TRIBUNAL_HEALTH_PORT": "2", "TRIBUNAL_KAFKA_B_C": "d", "HOME": "/"},
            {"tribunal.health.port": "3", "tribunal.fault": "lie:0.5"},
        )

        assert settings.namespace == "environment"
        assert settings.health_port == 3
        assert settings.kafka == {"a": "file", "b.c": "d"}
        assert settings.fault == Fault("lie", 0.5)
        assert settings.group == "environment.executor.e1"

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"nonsense": "1"}, "unknown setting nonsense"),
            ({"tribunal.deployment": ""}, "TRIBUNAL_DEPLOYMENT"),
            ({"tribunal.deployment": "ab"}, "64 hex digits"),
            ({"tribunal.executor.id": "a b"}, "tribunal.executor.id must be"),
            ({"tribunal.namespace": "a/b"}, "tribunal.namespace must be"),
            ({"tribunal.health.port": "65536"}, "tribunal.health.port must be"),
            ({"tribunal.health.address": "here"}, "tribunal.health.address must be"),
            ({"tribunal.health.port": "x"}, "tribunal.health.port must be"),
            ({"tribunal.fault": "nap"}, "no such fault"),
            ({"bootstrap.servers": " "}, "bootstrap.servers is missing"),
        ],
    )
    def test_should_report_a_wrong_setting_in_one_line(self, changes: dict[str, str], problem: str) -> None:
        with pytest.raises(ConfigError, match=problem) as raised:
            resolve([], {}, {**NEEDED, **changes})
        assert "\n" not in str(raised.value)

    def test_should_refuse_unknown_variables_and_missing_files(self) -> None:
        with pytest.raises(ConfigError, match="TRIBUNAL_NONSENSE"):
            resolve([], {"TRIBUNAL_NONSENSE": "1"}, NEEDED)
        with pytest.raises(ConfigError, match="there is no file"):
            resolve([Path("/no/such/file")], {}, NEEDED)


class TestKafkaSettings:
    def test_should_translate_javas_names(self) -> None:
        jaas = 'org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="p;=w";'
        translated = kafka_settings.translated(
            {
                "security.protocol": "SASL_SSL",
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.jaas.config": jaas,
                "ssl.truststore.type": "PEM",
                "ssl.truststore.location": "ca.pem",
                "ssl.endpoint.identification.algorithm": "",
                "max.poll.records": "7",
            }
        )

        assert translated == {
            "security.protocol": "SASL_SSL",
            "sasl.mechanisms": "SCRAM-SHA-512",
            "sasl.username": "u",
            "sasl.password": "p;=w",
            "ssl.ca.location": "ca.pem",
            "ssl.endpoint.identification.algorithm": "none",
        }

    @pytest.mark.parametrize(
        "kafka",
        [
            {"ssl.truststore.location": "x.jks"},
            {"ssl.keystore.location": "x.jks", "ssl.keystore.type": "JKS"},
            {"sasl.jaas.config": "com.sun.security.auth.module.Krb5LoginModule required;"},
            {"sasl.jaas.config": "x.PlainLoginModule required username=u;"},
        ],
    )
    def test_should_refuse_what_librdkafka_cannot_do(self, kafka: dict[str, str]) -> None:
        with pytest.raises(ConfigError):
            kafka_settings.translated(kafka)

    def test_should_not_let_settings_remove_the_guarantees(self) -> None:
        weaker = {"kafka.acks": "1", "kafka.enable.idempotence": "false", "kafka.isolation.level": "read_uncommitted"}
        settings = resolve([], {}, {**NEEDED, **weaker})

        assert kafka_settings.producer(settings)["acks"] == "all"
        assert kafka_settings.producer(settings)["enable.idempotence"] is True
        assert kafka_settings.reader(settings)["isolation.level"] == "read_committed"
        assert "transactional.id" not in kafka_settings.producer(settings)


class TestLog:
    def test_should_write_one_line_for_any_text_from_outside(self, capsys: pytest.CaptureFixture[str]) -> None:
        log.info("x", plain="a-1", spaced="a b", hostile='"\n\x1b[31m\u202e\ud800 event=y')

        line = capsys.readouterr().err
        assert line.count("\n") == 1
        assert 'level=INFO event=x plain=a-1 spaced="a b" hostile="' in line
        assert r"\"\u000a\u001b[31m\u202e\ud800 event=y" in line


def test_should_serve_health_and_metrics() -> None:
    metrics = Metrics("e1", "9.9")
    metrics.requests["answered"] += 3
    metrics.processed_offsets[1] = 41
    port = _free_port()
    server = health.serve("127.0.0.1", port, lambda: True, metrics)
    assert server is not None
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            assert json.load(answer) == {"status": "UP"}
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            text = answer.read().decode()
    finally:
        server.shutdown()
        server.server_close()

    assert 'tribunal_executor_requests_total{outcome="answered"} 3' in text
    assert 'tribunal_executor_requests_total{outcome="rejected"} 0' in text
    assert 'tribunal_executor_processed_offset{partition="1"} 41' in text
    assert 'tribunal_executor_info{executor="e1",language="python",version="9.9"} 1' in text
    for name in ("batches_total", "backlog_bytes", "execute_seconds_total", "write_failures_total"):
        assert f"tribunal_executor_{name} 0" in text


@pytest.mark.parametrize("half", [b"", b"GET /hea", b"GET /health HTTP/1.1\r\na: b"])
def test_should_answer_a_probe_beside_many_that_never_finish_their_request(half: bytes) -> None:
    port = _free_port()
    server = health.serve("127.0.0.1", port, lambda: True, Metrics("e1", "1"))
    assert server is not None
    held = []
    try:
        for number in range(1000):
            one = socket.create_connection(("127.0.0.1", port), timeout=10)
            one.sendall(half)
            held.append(one)
            if number % 100 == 99:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                    assert json.load(answer) == {"status": "UP"}
        assert held[0].recv(1) == b""
    finally:
        for one in held:
            one.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("request_bytes", [b"GET /hea", b"GET /health HTTP/1.1\r\n" + b"a: b\r\n" * 5000])
def test_should_close_a_request_that_never_ends(request_bytes: bytes) -> None:
    port = _free_port()
    server = health.serve("127.0.0.1", port, lambda: True, Metrics("e1", "1"))
    assert server is not None
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as one, suppress(ConnectionResetError):
            one.sendall(request_bytes)
            assert b"200" not in b"".join(iter(lambda: one.recv(1000), b""))
    finally:
        server.shutdown()
        server.server_close()


def test_should_go_on_amid_malformed_requests() -> None:
    port = _free_port()
    server = health.serve("127.0.0.1", port, lambda: True, Metrics("e1", "1"))
    assert server is not None
    noise = random.Random(15)
    try:
        for _ in range(500):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as one, suppress(OSError):
                one.sendall(noise.choice([b"GET /health", b"POST ", b""]) + noise.randbytes(noise.randrange(3000)))
                one.shutdown(socket.SHUT_WR)
                while one.recv(1000):
                    pass
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            assert json.load(answer) == {"status": "UP"}
    finally:
        server.shutdown()
        server.server_close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class FakeError:
    def str(self) -> str:
        return "broken"


class FakeProducer:
    """Keeps what is produced, and reports its delivery when it is polled."""

    def __init__(self) -> None:
        self.produced: list[tuple[int, bytes]] = []
        self.callbacks: list[Callable[..., None]] = []

    def produce(self, topic: str, value: bytes, key: bytes, partition: int, on_delivery: Callable[..., None]) -> None:
        self.produced.append((partition, value))
        self.callbacks.append(on_delivery)

    def tell(self, index: int, error: FakeError | None = None) -> None:
        self.callbacks[index](error, None)

    def poll(self, timeout: float) -> int:
        return 0

    def purge(self) -> None:
        return None


class TestResponseWriter:
    @staticmethod
    def writer() -> tuple[ResponseWriter, list[FakeProducer], Metrics]:
        producers: list[FakeProducer] = []

        def producer() -> Any:
            producers.append(FakeProducer())
            return producers[-1]

        metrics = Metrics("e1", "0")
        return ResponseWriter("t", b"e1", producer, metrics), producers, metrics

    def test_should_count_a_batch_once_all_before_it_are_written(self) -> None:
        writer, producers, metrics = self.writer()
        writer.tend(0)
        for number in (1, 2, 3):
            writer.write(0, b"%d" % number, number)
        producers[0].tell(1)
        producers[0].tell(2)
        writer.tend(1)
        assert writer.acknowledged == {}
        assert writer.in_flight(0) == 3

        producers[0].tell(0)
        writer.tend(2)

        assert writer.acknowledged == {0: 3}
        assert writer.in_flight(0) == 0
        assert metrics.batches == 3

    def test_should_write_everything_that_is_kept_again_after_a_failure(self) -> None:
        writer, producers, metrics = self.writer()
        writer.tend(0)
        for number in (1, 2, 3):
            writer.write(0, b"%d" % number, number)
        producers[0].tell(0)
        producers[0].tell(1, FakeError())
        writer.tend(10)
        writer.write(0, b"4", 4)
        writer.tend(509)
        assert len(producers) == 1

        writer.tend(510)

        assert [value for _, value in producers[1].produced] == [b"2", b"3", b"4"]
        assert writer.acknowledged == {0: 1}
        assert metrics.write_failures == 1


def _key_file(directory: Path) -> Path:
    file = directory / "key.pem"
    file.write_bytes(key("e1")._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(0o600)
    return file


class TestKeyFile:
    def test_should_read_a_pem_file(self, tmp_path: Path) -> None:
        file = _key_file(tmp_path)

        assert SigningKey.from_pem(file).key_id == key("e1").key_id

    @pytest.mark.parametrize(
        "content", [b"", b"junk", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", b"x" * 20_000]
    )
    def test_should_report_what_is_wrong_with_a_key_file(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "key.pem"
        file.write_bytes(content)

        with pytest.raises(KeyFileError, match=r"key\.pem"):
            SigningKey.from_pem(file)

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o611])
    def test_should_refuse_a_key_that_others_may_use(self, tmp_path: Path, mode: int) -> None:
        file = _key_file(tmp_path)
        file.chmod(mode)

        with pytest.raises(KeyFileError, match=r"others than its owner may use it \(rw.*; run: chmod 600 /"):
            SigningKey.from_pem(file)


class TestCommandLine:
    @staticmethod
    def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TRIBUNAL_")}
        command = [sys.executable, "main.py", *arguments]
        return subprocess.run(
            command, cwd=HOME, env=environment, input=stdin, capture_output=True, timeout=30, check=False
        )

    def test_should_print_its_version(self) -> None:
        done = self.run("version")

        assert done.returncode == 0
        assert done.stdout.startswith(b"tribunal-python ")
        assert done.stdout.count(b"\n") == 1

    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["nonsense"],
            ["execute"],
            ["execute", "--set", "a"],
            ["execute", "--set", "a=b"],
            ["execute", "--fault", "x"],
        ],
    )
    def test_should_refuse_in_one_line(self, arguments: list[str]) -> None:
        done = self.run(*arguments)

        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1

    def test_should_answer_every_probe_and_never_exit_before_the_input_does(self) -> None:
        lines = [
            b"junk",
            b"[]",
            b'{"id":3,"probe":"nonsense"}',
            b'{"id":4,"probe":"body","body":"zz"}',
            b'{"id":5,"probe":"body","body":"7b7d"}',
        ]

        done = self.run("probe", stdin=b"\n".join(lines) + b"\n")

        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 0
        assert [answer["id"] for answer in answers] == [None, None, 3, 4, 5]
        assert ["error" in answer for answer in answers] == [True, True, True, True, False]
        assert answers[4] == {"id": 5, "valid": True}

    def test_should_report_its_components(self) -> None:
        done = self.run("probe", stdin=b'{"id":1,"probe":"bom"}')

        bom = json.loads(done.stdout)["bom"]
        assert set(bom) == {"language", "runtime", "kafka", "avro", "json", "crypto", "os"}
        assert all(entry["name"] and entry["version"] for entry in bom.values())

    @pytest.fixture
    def running(self, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
        """An executor whose brokers never answer."""
        file = _key_file(tmp_path)
        settings = {**NEEDED, "tribunal.key.file": str(file)}
        flags = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
        command = [str(HOME / "executor"), "execute", "--with-parent", *flags]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stderr is not None
        while b"role_started" not in process.stderr.readline():
            assert process.poll() is None
        yield process
        process.kill()
        process.wait()
        process.stderr.close()

    def test_should_end_in_order_on_a_signal(self, running: subprocess.Popen[bytes]) -> None:
        running.send_signal(signal.SIGTERM)

        assert running.wait(14) == 0

    def test_should_halt_with_its_parent(self, running: subprocess.Popen[bytes]) -> None:
        assert running.stdin is not None
        running.stdin.close()

        assert running.wait(5) == 137
