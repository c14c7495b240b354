"""Answers ``GET /health`` and ``GET /metrics``; bounded in time, connections and bytes."""

import sys
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from socket import SHUT_RDWR, socket
from threading import Lock, Thread
from time import monotonic
from typing import Any

from tribunal.runtime.metrics import Metrics

_CONNECTIONS = 64
_HEAD_BYTES = 16 << 10
_CONNECTION_SECONDS = 5


class _Head:
    """The lines before a request's body, up to a number of bytes."""

    def __init__(self, file: BufferedIOBase) -> None:
        self._file = file
        self._left = _HEAD_BYTES

    def readline(self, size: int = -1) -> bytes:
        line = self._file.readline(self._left + 1 if size < 0 else min(size, self._left + 1))
        self._left -= len(line)
        if self._left < 0:
            raise ConnectionError("the request is too long")
        return line

    def close(self) -> None:
        self._file.close()


class _Server(ThreadingHTTPServer):
    """Keeps a number of connections for a time: a further one ends the oldest, so whoever asks at once is answered."""

    daemon_threads = True
    request_queue_size = 1024

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._since: dict[socket, float] = {}
        self._lock = Lock()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            if len(self._since) == _CONNECTIONS:
                self._end_oldest()
            self._since[request] = monotonic()
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._since.pop(request, None)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Ends the connections that have lasted too long."""
        with self._lock:
            while self._since and next(iter(self._since.values())) < monotonic() - _CONNECTION_SECONDS:
                self._end_oldest()

    def _end_oldest(self) -> None:
        oldest = next(iter(self._since))
        del self._since[oldest]
        with suppress(OSError):
            oldest.shutdown(SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves or is sent away is no event."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def serve(address: str, port: int, is_healthy: Callable[[], bool], metrics: Metrics) -> ThreadingHTTPServer | None:
    """Serves from a thread of its own until it is shut down; nothing for port 0. Raises OSError for a port in use."""
    if port == 0:
        return None

    class Handler(BaseHTTPRequestHandler):
        timeout = _CONNECTION_SECONDS

        def setup(self) -> None:
            super().setup()
            self.rfile = _Head(self.rfile)  # type: ignore[assignment]

        def do_GET(self) -> None:
            if self.path == "/health":
                healthy = is_healthy()
                body = '{"status":"UP"}' if healthy else '{"status":"DOWN"}'
                self._answer(200 if healthy else 503, "application/json", body)
            elif self.path == "/metrics":
                self._answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text())
            else:
                self._answer(404, "text/plain", "")

        def _answer(self, status: int, content_type: str, body: str) -> None:
            encoded = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(encoded)))
            self.end_headers()
            self.wfile.write(encoded)

        def log_message(self, *_: object) -> None:
            """A health check is no event."""

    server = _Server((address, port), Handler)
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server
