"""The API for authors of services: a function of state and request, and its answers."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

from tribunal.protocol.entries import Request

OK, REFUSED = "OK", "REFUSED"
JSON = "application/json"
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Write(NamedTuple):
    """One change of state: a key and its new value, or None to remove it."""

    key: bytes
    value: bytes | None


class Answer(NamedTuple):
    """A service's answer to one request. The writes of a refusal are dropped; at most one for each key.

    JSON may have any member order and white space, since the voter normalizes it.
    """

    status: str
    content_type: str
    output: bytes
    writes: Sequence[Write] = ()


class StateView(Protocol):
    """The partition's state before the request. All of its shard keys share it, so keys should begin with theirs."""

    def get(self, key: bytes) -> bytes | None:
        """The value, or None."""


Service = Callable[[StateView, Request], Answer]
"""A pure function: same state and request, same answer. No clock, randomness, locale, network or memory of its own.

What it raises is answered with a refusal, ``{"error":"INTERNAL"}``.
"""


def ok(output: Any, writes: Sequence[Write] = ()) -> Answer:
    """Done: what JSON can say, and the changes of state."""
    return Answer(OK, JSON, _json(output), writes)


def refused(error: str) -> Answer:
    """Refused with ``{"error": ...}``: nothing has changed."""
    return Answer(REFUSED, JSON, _json({"error": error}))


def _json(output: Any) -> bytes:
    return _COMPACT.encode(output).encode()
