"""A partition's state: the digest chain over its changes, and the tree over its entries (PROTOCOL 7)."""

from collections.abc import Iterable, Mapping, Sequence
from struct import pack

from tribunal.execution.service import Write
from tribunal.protocol.digests import ZERO, node_hash, sha256

INITIAL = ZERO
"""The preState of a partition's first admitted request."""

_BUCKETS = 4096
_ROOT = 1


def writes_hash(writes: Sequence[Write]) -> bytes:
    """SHA-256 over the writes, which must ascend by key."""
    return sha256(b"".join(_encoded(key, value) for key, value in writes))


def next_digest(pre: bytes, writes: Sequence[Write]) -> bytes:
    """SHA-256(0x02 || pre || writesHash), or ``pre`` itself when nothing was written."""
    return sha256(b"\x02" + pre + writes_hash(writes)) if writes else pre


def _encoded(key: bytes, value: bytes | None) -> bytes:
    if value is None:
        return pack(">I", len(key)) + key + b"\x00"
    return pack(">I", len(key)) + key + b"\x01" + pack(">I", len(value)) + value


class StateTree:
    """Key-value entries under a Merkle root over 4096 buckets.

    Writing costs a look-up; what has changed is only put into buckets and hashed when the root is asked for.
    """

    def __init__(self, entries: Mapping[bytes, bytes] | None = None) -> None:
        self._entries = dict(entries or {})
        self._buckets: list[set[bytes]] = [set() for _ in range(_BUCKETS)]
        self._changed = set(self._entries)
        self._nodes = _empty_nodes()

    def get(self, key: bytes) -> bytes | None:
        """The value, or None."""
        return self._entries.get(key)

    def apply(self, writes: Iterable[Write]) -> None:
        """Puts and removes, in the order given; removing a key that is not there changes nothing."""
        for key, value in writes:
            if value is None:
                self._entries.pop(key, None)
            else:
                self._entries[key] = value
            self._changed.add(key)

    def root(self) -> bytes:
        """The stateRoot: depends on the entries alone and not on the order in which they were written."""
        stale = {self._placed(key) for key in self._changed}
        self._changed.clear()
        for bucket in stale:
            self._nodes[_BUCKETS + bucket] = self._bucket_hash(bucket)
        above = {(_BUCKETS + bucket) // 2 for bucket in stale}
        while above:
            for node in above:
                self._nodes[node] = node_hash(self._nodes[2 * node], self._nodes[2 * node + 1])
            above = {node // 2 for node in above if node > _ROOT}
        return self._nodes[_ROOT]

    def _placed(self, key: bytes) -> int:
        """The bucket of a key, after it has been put there or taken away."""
        digest = sha256(key)
        bucket = digest[0] << 4 | digest[1] >> 4
        if key in self._entries:
            self._buckets[bucket].add(key)
        else:
            self._buckets[bucket].discard(key)
        return bucket

    def _bucket_hash(self, bucket: int) -> bytes:
        keys = sorted(self._buckets[bucket])
        if not keys:
            return ZERO
        return sha256(b"\x03" + b"".join(_encoded(key, self._entries[key]) for key in keys))

    def __len__(self) -> int:
        return len(self._entries)


def _empty_nodes() -> list[bytes]:
    """Node i has the children 2i and 2i + 1, the root is node 1, the buckets are the nodes from 4096 on."""
    nodes = [ZERO] * (2 * _BUCKETS)
    empty, first = ZERO, _BUCKETS
    while first > _ROOT:
        first //= 2
        empty = node_hash(empty, empty)
        nodes[first : 2 * first] = [empty] * first
    return nodes


class ReadOnly:
    """A service's read-only view of the state."""

    __slots__ = ("get",)

    def __init__(self, tree: StateTree) -> None:
        self.get = tree.get
