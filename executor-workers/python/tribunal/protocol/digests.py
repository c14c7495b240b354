"""SHA-256, and the Merkle trees of RFC 6962 over it."""

from collections.abc import Sequence
from hashlib import sha256 as _sha256

ZERO = bytes(32)


def sha256(data: bytes) -> bytes:
    """The 32-byte digest."""
    return _sha256(data).digest()


EMPTY_ROOT = sha256(b"")


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return _sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return _sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes; an odd node moves up unchanged (RFC 6962 section 2.1)."""
    level = list(leaves)
    while len(level) > 1:
        parents = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            parents.append(level[-1])
        level = parents
    return level[0] if level else EMPTY_ROOT


def root_of_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that a leaf and its audit path lead to; None when the path is too long or too short for the tree."""
    if not 0 <= index < size:
        return None
    used = 0
    last = size - 1
    node = leaf
    while last > 0:
        only_child = index == last and index % 2 == 0
        if not only_child:
            if used == len(path):
                return None
            node = node_hash(path[used], node) if index % 2 else node_hash(node, path[used])
            used += 1
        index >>= 1
        last >>= 1
    return node if used == len(path) else None
