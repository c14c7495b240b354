"""Answers ``GET /health`` and ``GET /metrics`` on the loopback address."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tribunal.runtime.metrics import Metrics

_PATIENCE_SECONDS = 5


def serve(port: int, is_healthy: Callable[[], bool], metrics: Metrics) -> ThreadingHTTPServer | None:
    """Serves from a thread of its own until it is shut down; nothing for port 0. Raises OSError for a port in use."""
    if port == 0:
        return None

    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE_SECONDS

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

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server
