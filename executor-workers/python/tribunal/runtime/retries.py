"""Paces what is tried again after a failure."""

import time
from collections.abc import Callable

from tribunal import log
from tribunal.runtime.topics import Damaged

_SHORTEST_SECONDS = 0.5
_LONGEST_SECONDS = 30.0
_STEP_SECONDS = 0.1
_DAMAGED_TRIES = 8
"""Pauses of 0.5, 1, 2, 4, 8, 16 and 30 s lie between them: a broker's copy may be bad and another one good."""


class Retries:
    """Pauses that double from half a second to half a minute, and one line of the log a minute for one cause.

    Passing failures are tried for ever, damage of the log for about a minute.
    """

    def __init__(self, event: str, is_stopped: Callable[[], bool], sleep: Callable[[float], None] = time.sleep) -> None:
        self._event = event
        self._is_stopped = is_stopped
        self._sleep = sleep
        self._failures = 0
        self._damaged = 0

    def failed(self, failure: Exception) -> None:
        """Notes a failure; raises it when the log has been found damaged in all of the last eight tries."""
        self._failures += 1
        self._damaged = self._damaged + 1 if isinstance(failure, Damaged) else 0
        if self._damaged >= _DAMAGED_TRIES:
            raise failure
        log.repeated(self._event, error=failure, failures=self._failures, action="retry")

    def pause(self) -> None:
        """Waits before the next try, unless it is stopped meanwhile."""
        left = min(_LONGEST_SECONDS, _SHORTEST_SECONDS * 2 ** min(self._failures - 1, 10))
        while left > 0 and not self._is_stopped():
            self._sleep(min(left, _STEP_SECONDS))
            left -= _STEP_SECONDS

    def succeeded(self) -> None:
        """It works again."""
        if self._failures:
            log.works_again(self._event, self._failures)
        self._failures = self._damaged = 0

    @property
    def failing(self) -> bool:
        """Whether the last try failed."""
        return self._failures > 0
