"""Values as bytes in one way only: integers big-endian, byte runs and lists after their length in 4 bytes."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tribunal.protocol.malformed import Malformed

T = TypeVar("T")


def int32(value: int) -> bytes:
    """4 bytes, two's complement."""
    return value.to_bytes(4, "big", signed=True)


def int64(value: int) -> bytes:
    """8 bytes, two's complement."""
    return value.to_bytes(8, "big", signed=True)


def counted(value: bytes) -> bytes:
    """A byte run after its length."""
    return int32(len(value)) + value


def text(value: str) -> bytes:
    """UTF-8 after its length."""
    return counted(value.encode())


def items(values: Sequence[T], write: Callable[[T], bytes]) -> bytes:
    """A list after its size."""
    return int32(len(values)) + b"".join(map(write, values))


class CanonicalReader:
    """Reads the same values; whatever is too short, too long or impossible raises Malformed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, length: int) -> bytes:
        """So many raw bytes."""
        if not 0 <= length <= len(self._data) - self._at:
            raise Malformed("ends early")
        run = self._data[self._at : self._at + length]
        self._at += length
        return run

    def int32(self) -> int:
        return int.from_bytes(self.take(4), "big", signed=True)

    def int64(self) -> int:
        return int.from_bytes(self.take(8), "big", signed=True)

    def counted(self) -> bytes:
        return self.take(self.int32())

    def text(self) -> str:
        try:
            return self.counted().decode()
        except UnicodeDecodeError as e:
            raise Malformed("not UTF-8") from e

    def items(self, read: Callable[[], T]) -> list[T]:
        """A list; its declared size allocates nothing."""
        return [read() for _ in self.indices()]

    def indices(self) -> Iterable[int]:
        """One index for each item of a list that follows."""
        size = self.int32()
        if not 0 <= size <= len(self._data) - self._at:
            raise Malformed("list longer than what is left")
        return range(size)

    def end(self) -> None:
        """Raises Malformed when anything is left."""
        if self._at != len(self._data):
            raise Malformed("trailing bytes")
