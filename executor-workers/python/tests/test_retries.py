"""What is tried again: pauses, the log's lines, schema ids that are waited for."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.test_runtime import NEEDED
from tribunal import log
from tribunal.runtime.retries import Retries
from tribunal.runtime.schema_ids import awaited_schema_ids
from tribunal.runtime.settings import Settings, resolve
from tribunal.runtime.topics import Damaged, Unavailable


class TestRetries:
    def test_should_pause_longer_after_each_failure(self) -> None:
        slept: list[float] = []
        retries = Retries("test", lambda: False, slept.append)
        pauses = []
        for _ in range(9):
            retries.failed(Unavailable("no broker"))
            slept.clear()
            retries.pause()
            pauses.append(round(sum(slept), 1))
        assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]

    def test_should_end_a_pause_when_it_is_stopped(self) -> None:
        slept: list[float] = []
        retries = Retries("test", lambda: len(slept) == 3, slept.append)
        retries.failed(Unavailable("no broker"))
        retries.pause()
        assert len(slept) == 3

    def test_should_give_up_on_damage_that_stays(self) -> None:
        retries = Retries("test", lambda: False)
        damage = Damaged("business-log-0@7: bad CRC")
        for _ in range(7):
            retries.failed(damage)
        with pytest.raises(Damaged, match="business-log-0@7"):
            retries.failed(damage)

    def test_should_begin_anew_once_it_works(self) -> None:
        retries = Retries("test", lambda: False)
        for _ in range(100):
            retries.failed(Unavailable("no broker"))
        retries.succeeded()
        assert not retries.failing


class TestLog:
    def test_should_write_one_line_a_minute_for_one_cause(self, capsys: pytest.CaptureFixture[str]) -> None:
        for attempt in range(50):
            log.repeated("once_a_minute", error=f"broker {attempt} is down")
        log.repeated("once_a_minute", error="another cause")
        assert len(capsys.readouterr().err.splitlines()) == 2


def _settings(port: int) -> Settings:
    return resolve([], {}, {**NEEDED, "schema.registry.url": f"http://127.0.0.1:{port}"})


class TestSchemaIds:
    def test_should_wait_until_the_registry_has_told_all_ids(self) -> None:
        asked: list[str] = []

        class Registry(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                known = len(asked) > 1
                self.send_response(200 if known else 404)
                self.end_headers()
                self.wfile.write(json.dumps({"id": 7} if known else {}).encode())

            def log_message(self, *_: object) -> None:
                """Not of interest."""

        server = HTTPServer(("127.0.0.1", 0), Registry)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            ids = awaited_schema_ids(_settings(server.server_port), ["a.response-log", "a.rejoins"], lambda: False)
        finally:
            server.shutdown()
            server.server_close()
        assert ids == [7, 7]
        assert asked[0] == asked[1] == "/subjects/a.response-log-value/versions/latest"

    def test_should_give_no_id_when_it_is_stopped_before(self) -> None:
        asked: list[bool] = []

        def is_stopped() -> bool:
            asked.append(True)
            return len(asked) > 3

        assert awaited_schema_ids(_settings(1), ["a.response-log"], is_stopped) is None
