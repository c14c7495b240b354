"""Which sequence numbers one key has used in one partition (PROTOCOL 4, after RFC 6347 section 4.1.2.6)."""

from enum import Enum
from typing import NamedTuple

from tribunal.protocol.limits import MAX_SEQUENCE_JUMP, REPLAY_WINDOW
from tribunal.protocol.malformed import Malformed

_UNUSED = -1


class Check(Enum):
    """What the window says of a sequence number."""

    FRESH = 1
    SEQUENCE_JUMP = 2
    REPLAYED = 3
    SEQUENCE_TOO_OLD = 4
    """Below the window: whether it was used is not known."""


class Admitted(NamedTuple):
    """A sequence number in the window and the business offset where it was admitted."""

    sequence: int
    offset: int


class ReplayWindow:
    """The last 1024 numbers up to the highest; only admitted requests are marked."""

    __slots__ = ("_highest", "_offsets")

    def __init__(self) -> None:
        self._offsets = [_UNUSED] * REPLAY_WINDOW
        self._highest = _UNUSED

    @classmethod
    def of(cls, admitted: list[Admitted]) -> "ReplayWindow":
        """A window equal to the one that gave this list; raises Malformed when none does."""
        window = cls()
        for one in admitted:
            if one.offset < 0 or window.check(one.sequence) is not Check.FRESH:
                raise Malformed("not the content of one replay window")
            window.mark(one.sequence, one.offset)
        if window.admitted() != admitted:
            raise Malformed("not the ascending content of one replay window")
        return window

    def check(self, sequence: int) -> Check:
        """Fresh is what is above the highest, within 2^32, or unseen within the window. The first may be any."""
        if sequence > self._highest:
            if self._highest != _UNUSED and sequence - self._highest > MAX_SEQUENCE_JUMP:
                return Check.SEQUENCE_JUMP
            return Check.FRESH
        if self._is_below(sequence):
            return Check.SEQUENCE_TOO_OLD
        return Check.FRESH if self._at(sequence) == _UNUSED else Check.REPLAYED

    def first_offset(self, sequence: int) -> int | None:
        """Where a replayed number was admitted; None for any other."""
        if sequence > self._highest or self._is_below(sequence) or self._at(sequence) == _UNUSED:
            return None
        return self._at(sequence)

    def mark(self, sequence: int, offset: int) -> None:
        """Remembers an admitted request, whose number must be fresh."""
        if sequence > self._highest:
            for between in range(max(self._highest + 1, sequence - REPLAY_WINDOW + 1, 0), sequence):
                self._offsets[between % REPLAY_WINDOW] = _UNUSED
            self._highest = sequence
        self._offsets[sequence % REPLAY_WINDOW] = offset

    def admitted(self) -> list[Admitted]:
        """All content, ascending by sequence: its canonical form."""
        lowest = max(0, self._highest - REPLAY_WINDOW + 1)
        return [
            Admitted(sequence, self._at(sequence))
            for sequence in range(lowest, self._highest + 1)
            if self._at(sequence) != _UNUSED
        ]

    def _is_below(self, sequence: int) -> bool:
        return sequence < 0 or self._highest - sequence >= REPLAY_WINDOW

    def _at(self, sequence: int) -> int:
        return self._offsets[sequence % REPLAY_WINDOW]
