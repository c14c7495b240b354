"""Where a shard key's entries belong: Kafka's default partitioner (PROTOCOL 1)."""

from functools import lru_cache

_SEED = 0x9747B28C
_M = 0x5BD1E995
_MASK = 0xFFFFFFFF


_MAX_KEPT = 256
"""Longer keys are computed anew each time: a cache of them would hold whatever a client writes."""


def partition_of(shard_key: str, partitions: int) -> int:
    """``toPositive(murmur2(utf8)) % partitions``."""
    return (_kept(shard_key) if len(shard_key) <= _MAX_KEPT else _positive(shard_key)) % partitions


def _positive(shard_key: str) -> int:
    return _murmur2(shard_key.encode()) & 0x7FFFFFFF


_kept = lru_cache(maxsize=4096)(_positive)


def _murmur2(data: bytes) -> int:
    whole = len(data) & ~3
    state = _SEED ^ len(data)
    for at in range(0, whole, 4):
        word = int.from_bytes(data[at : at + 4], "little") * _M & _MASK
        state = (state * _M & _MASK) ^ ((word ^ word >> 24) * _M & _MASK)
    if whole < len(data):
        state ^= int.from_bytes(data[whole:], "little")
        state = state * _M & _MASK
    state = (state ^ state >> 13) * _M & _MASK
    return state ^ state >> 15
