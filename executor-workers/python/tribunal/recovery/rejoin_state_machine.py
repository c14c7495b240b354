"""Brings an isolated executor back (PROTOCOL 8)."""

from collections.abc import Callable

_NONE = 0
_RETRY_MS = 2_000

RequestRejoin = Callable[[int], bool]
"""Writes the request to rejoin after an isolation; False when that failed and must be tried again."""


class RejoinStateMachine:
    """Rebuilds all state, reads up to the end that the log had when the rebuild began, and requests once to rejoin.

    A process that has just started is rebuilding anyway. An isolation that was lifted before the executor caught up has
    no effect.

    rebuilding --caught up, not isolated--> working --isolated--> rebuilding
    rebuilding --caught up, isolated--> requesting --written--> working
    """

    def __init__(self, request: RequestRejoin) -> None:
        self._request = request
        self._rebuilding = True
        self._rebuilt_after = _NONE
        self._requested_after = _NONE
        self._retry_at = 0

    def must_rebuild(self, isolation: int, caught_up: bool, now: int) -> bool:
        """Requests to rejoin when that is due, and returns whether the caller must rebuild all state now.

        ``isolation``: the decision that isolates it by the newest rules it has read, 0 for none; ``now``: ms.
        """
        if self._rebuilding and not caught_up:
            return False
        if self._rebuilding:
            self._rebuilding = False
            self._rebuilt_after = isolation
        if isolation == _NONE:
            return False
        if self._rebuilt_after != isolation:
            self._rebuilding = True
            return True
        self._request_once(isolation, now)
        return False

    def _request_once(self, isolation: int, now: int) -> None:
        if self._requested_after == isolation or now < self._retry_at:
            return
        if self._request(isolation):
            self._requested_after = isolation
        else:
            self._retry_at = now + _RETRY_MS
