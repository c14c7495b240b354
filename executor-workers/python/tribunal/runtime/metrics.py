"""An executor's metrics in Prometheus' text format. The names are those of every Tribunal executor."""

from collections import Counter
from collections.abc import Mapping


class Metrics:
    """Written by the loop, read by the health server's thread; each value is replaced as a whole."""

    def __init__(self, executor_id: str, version: str) -> None:
        self._executor_id = executor_id
        self._version = version
        self.requests: Counter[str] = Counter({"answered": 0, "rejected": 0})
        """Requests handled by outcome, those not counted that are only replayed."""
        self.batches = 0
        self.processed_offsets: dict[int, int] = {}
        """By partition, the business offset up to which everything is answered."""
        self.backlog_bytes = 0
        self.execute_seconds = 0.0
        """Time spent on admission and in the service."""
        self.write_failures = 0

    def text(self) -> str:
        """All of them."""
        lines: list[str] = []
        self._family(lines, "requests_total", "counter", {f'outcome="{k}"': v for k, v in self.requests.items()})
        self._family(lines, "batches_total", "counter", {"": self.batches})
        offsets = {f'partition="{partition}"': offset for partition, offset in self.processed_offsets.items()}
        self._family(lines, "processed_offset", "gauge", offsets)
        self._family(lines, "backlog_bytes", "gauge", {"": self.backlog_bytes})
        self._family(lines, "execute_seconds_total", "counter", {"": round(self.execute_seconds, 6)})
        self._family(lines, "write_failures_total", "counter", {"": self.write_failures})
        info = f'executor="{self._executor_id}",language="python",version="{self._version}"'
        self._family(lines, "info", "gauge", {info: 1})
        return "\n".join(lines) + "\n"

    @staticmethod
    def _family(lines: list[str], name: str, kind: str, samples: Mapping[str, float]) -> None:
        full = f"tribunal_executor_{name}"
        lines.append(f"# TYPE {full} {kind}")
        for labels, value in samples.items():
            lines.append(f"{full}{{{labels}}} {value}" if labels else f"{full} {value}")
