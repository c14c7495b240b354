"""What an executor does about an isolation of its own (PROTOCOL 8)."""

from collections.abc import Callable

_NONE = 0
_RETRY_MS = 2_000

Ask = Callable[[int], bool]
"""Asks once for the end of an isolation; False when it could not be done and has to be tried again."""


class Comeback:
    """Builds all state anew, reads on to where the log ended then, and asks once to be watched.

    A process that has just started has built its state anew already. An isolation that it only passes by in the past,
    because it was lifted since, means nothing to it.

    building --caught up, not isolated--> working --isolated--> building --caught up, isolated--> asking --> working
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._building = True
        self._rebuilt = _NONE
        self._asked = _NONE
        self._not_before = 0

    def must_rebuild(self, isolation: int, caught_up: bool, now: int) -> bool:
        """Does what is due; whether all state is to be built anew now, for the caller to do.

        ``isolation``: the decision that isolates it by the newest rules it has read, 0 for none; ``now``: ms.
        """
        if self._building and not caught_up:
            return False
        if self._building:
            self._building = False
            self._rebuilt = isolation
        if isolation == _NONE:
            return False
        if self._rebuilt != isolation:
            self._building = True
            return True
        self._ask_once(isolation, now)
        return False

    def _ask_once(self, isolation: int, now: int) -> None:
        if self._asked == isolation or now < self._not_before:
            return
        if self._ask(isolation):
            self._asked = isolation
        else:
            self._not_before = now + _RETRY_MS
