"""A partition's state as it was after one entry, in chunks (PROTOCOL 7). It is untrusted until it is verified."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from tribunal.protocol.avro import SNAPSHOT_CHUNK
from tribunal.protocol.canonical import CanonicalReader
from tribunal.protocol.entries import require_value
from tribunal.protocol.limits import MAX_CHUNK_CONTENT, MAX_CHUNK_VALUE, MAX_CHUNKS
from tribunal.protocol.malformed import Malformed, require
from tribunal.recovery.checkpoint import Checkpoint, Place

MAX_POSITIONS = 1 << 14
_VERSION = 0x54525401
_NUMBER = r"(0|[1-9][0-9]{0,18})"
_KEY = re.compile(f"{_NUMBER}/{_NUMBER}/{_NUMBER}".encode())
_INT_MAX, _LONG_MAX = (1 << 31) - 1, (1 << 63) - 1


class Chunk(NamedTuple):
    """A part small enough for one record: number ``place_in`` of ``out_of``, from 0."""

    deployment: bytes
    partition: int
    business_offset: int
    place_in: int
    out_of: int
    content: bytes

    def has_right_size(self) -> bool:
        """Only the last one may be shorter, and none is empty."""
        size = len(self.content)
        return 0 < size <= MAX_CHUNK_CONTENT if self.place_in == self.out_of - 1 else size == MAX_CHUNK_CONTENT


def read_chunk(value: bytes | None) -> Chunk | None:
    """The chunk, or None for a tombstone and for a malformed record; never raises."""
    try:
        datum = SNAPSHOT_CHUNK.decode_framed(require_value(value, True, MAX_CHUNK_VALUE))
        require(datum["partition"] >= 0 and datum["businessOffset"] >= 0, "no such position")
    except Malformed:
        return None
    return Chunk(
        datum["deployment"],
        datum["partition"],
        datum["businessOffset"],
        datum["index"],
        datum["count"],
        datum["content"],
    )


def place_of(key: bytes | None) -> tuple[Place, int] | None:
    """The position and the index in a record's key; None when it is no such key."""
    match = _KEY.fullmatch(key or b"")
    if match is None:
        return None
    partition, offset, index = map(int, match.groups())
    if partition > _INT_MAX or offset > _LONG_MAX or index >= MAX_CHUNKS:
        return None
    return (partition, offset), index


def positions_of(keys: Iterable[bytes | None]) -> set[Place]:
    """The positions of which there may be a snapshot, a bounded number: only their checkpoints need be verified."""
    positions: set[Place] = set()
    for key in keys:
        known = place_of(key)
        if known is not None and len(positions) < MAX_POSITIONS:
            positions.add(known[0])
    return positions


class Shelf(Protocol):
    """Snapshots that may be had; nothing in them is checked."""

    def offsets(self, partition: int) -> list[int]:
        """Business offsets of a partition after which there are states, ascending."""

    def chunks(self, place: Place) -> list[Chunk]:
        """The chunks for a position."""


class IndexedSnapshots:
    """The final positions that have chunks. The chunks of one position are read again when they are asked for.

    ``is_final``: whether enough validators have signed the checkpoint at a position. ``read``: the keys and values of
    the topic's records, from its beginning.
    """

    def __init__(
        self, is_final: Callable[[Place], bool], read: Callable[[], Iterable[tuple[bytes | None, bytes | None]]]
    ) -> None:
        self._read = read
        self._indexes: dict[Place, set[int]] = {}
        for key, value in read():
            known = place_of(key)
            if known is not None and is_final(known[0]):
                self._put(*known, value)

    def _put(self, place: Place, index: int, value: bytes | None) -> None:
        held = self._indexes.setdefault(place, set())
        if value is None:
            held.discard(index)
        else:
            held.add(index)
        if not held:
            del self._indexes[place]

    def offsets(self, partition: int) -> list[int]:
        """Business offsets of a partition after which there are states, ascending."""
        return sorted(offset for own, offset in self._indexes if own == partition)

    def chunks(self, place: Place) -> list[Chunk]:
        """The chunks for a position."""
        shelf = SnapshotShelf()
        for key, value in self._read():
            known = place_of(key)
            if known is not None and known[0] == place:
                shelf.take(key, value)
        return shelf.chunks(place)


class SnapshotShelf:
    """The records of snapshots as compaction leaves them: the last one of each key."""

    def __init__(self) -> None:
        self._chunks: dict[Place, dict[int, Chunk]] = {}

    def take(self, key: bytes | None, value: bytes | None) -> None:
        """Takes the next record; a malformed one leaves its place empty."""
        known = place_of(key)
        if known is None:
            return
        place, index = known
        chunk = read_chunk(value)
        held = self._chunks.setdefault(place, {})
        if chunk is not None:
            held[index] = chunk
        else:
            held.pop(index, None)
        if not held:
            del self._chunks[place]

    def __bool__(self) -> bool:
        return bool(self._chunks)

    def holds(self, place: Place) -> bool:
        """Whether there are chunks for that position."""
        return place in self._chunks

    def offsets(self, partition: int) -> list[int]:
        """Business offsets of a partition after which there are states, ascending."""
        return sorted(offset for own, offset in self._chunks if own == partition)

    def chunks(self, place: Place) -> list[Chunk]:
        """The chunks for a position."""
        return list(self._chunks.get(place, {}).values())


class StateSnapshot(NamedTuple):
    """The state and an encoded AdmissionContext; nothing in it is verified yet."""

    post_state: bytes
    context: bytes
    entries: dict[bytes, bytes]


def assembled(checkpoint: Checkpoint, chunks: Iterable[Chunk]) -> StateSnapshot:
    """The snapshot of these chunks, in any order; raises Malformed when they do not fit."""
    by_index: dict[int, Chunk] = {}
    count = 0
    for chunk in chunks:
        place = chunk.deployment, chunk.partition, chunk.business_offset
        require(place == checkpoint[:3], "FOREIGN_CHUNK")
        require(chunk.out_of <= MAX_CHUNKS, "TOO_MANY_CHUNKS")
        require(0 <= chunk.place_in < chunk.out_of and count in (0, chunk.out_of), "CHUNK_COUNT")
        require(chunk.has_right_size(), "CHUNK_SIZE")
        require(chunk.place_in not in by_index, "DOUBLED_CHUNK")
        by_index[chunk.place_in] = chunk
        count = chunk.out_of
    require(0 < count == len(by_index), "MISSING_CHUNK")
    return _decoded(b"".join(by_index[index].content for index in range(count)))


def _decoded(encoded: bytes) -> StateSnapshot:
    read = CanonicalReader(encoded)
    require(read.int32() == _VERSION, "UNREADABLE")
    post_state = read.take(32)
    context = read.counted()
    entries: dict[bytes, bytes] = {}
    last: bytes | None = None
    for _ in read.indices():
        key = read.counted()
        require(last is None or last < key, "UNREADABLE")
        entries[key] = read.counted()
        last = key
    read.end()
    return StateSnapshot(post_state, context, entries)
