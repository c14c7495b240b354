"""The keys in force at one position of a log (PROTOCOL 2)."""

from typing import NamedTuple

from nacl.bindings import crypto_core_ed25519_is_valid_point

from tribunal.protocol.avro import Datum
from tribunal.protocol.malformed import require
from tribunal.protocol.names import checked_name
from tribunal.protocol.signatures import key_id_of

_PUBLIC_KEY_LENGTH = 32


class RegisteredKey(NamedTuple):
    """A raw 32-byte public key, the role in which it may sign, and its owner."""

    key_id: str
    role: str
    owner: str
    public_key: bytes


def is_valid_public_key(raw: bytes) -> bool:
    """Whether the bytes are 32, canonical, on the curve, in the prime-order subgroup, and not the identity.

    On all other keys verifiers differ. OpenSSL has no such check; libsodium has exactly this one.
    """
    return len(raw) == _PUBLIC_KEY_LENGTH and crypto_core_ed25519_is_valid_point(raw)


def registered_key(datum: Datum) -> RegisteredKey:
    """Decodes a key; raises Malformed for an invalid public key, or one whose key id does not match."""
    key = unvalidated_key(datum)
    require(is_valid_public_key(key.public_key), "publicKey is no canonical Ed25519 key of prime order")
    return key


def unvalidated_key(datum: Datum) -> RegisteredKey:
    """The same, but its public key may be none: that costs as much to find out as a signature.

    Thousands of keys in a genesis that nobody signed must not hold up the log, so whoever registers them finds out.
    """
    key = RegisteredKey(
        checked_name("key id", datum["keyId"]),
        datum["role"],
        checked_name("owner", datum["owner"]),
        datum["publicKey"],
    )
    require(key_id_of(key.public_key) == key.key_id, "keyId is not that of the public key")
    return key


class Registry:
    """Immutable. A key id and a public key are each registered at most once, ever; revoking does not free them."""

    def __init__(self, ever: dict[str, RegisteredKey], revoked: frozenset[str]) -> None:
        self._ever = ever
        self._revoked = revoked

    @classmethod
    def of(cls, keys: list[RegisteredKey]) -> "Registry | None":
        """A registry of these keys, or None when an id or a public key occurs twice."""
        ever = {key.key_id: key for key in keys}
        distinct = len({key.public_key for key in keys}) == len(ever) == len(keys)
        return cls(ever, frozenset()) if distinct else None

    def find(self, key_id: str) -> RegisteredKey | None:
        """The key of that id, if it is in force."""
        return None if key_id in self._revoked else self._ever.get(key_id)

    def register(self, key: RegisteredKey) -> "Registry | None":
        """With one more key, or None when its id or public key was ever registered before."""
        if key.key_id in self._ever or any(key.public_key == known.public_key for known in self._ever.values()):
            return None
        return Registry({**self._ever, key.key_id: key}, self._revoked)

    def revoke(self, key_id: str) -> "Registry | None":
        """Without that key, or None when it is not in force."""
        return None if self.find(key_id) is None else Registry(self._ever, self._revoked | {key_id})

    def count(self) -> int:
        """How many keys were ever registered."""
        return len(self._ever)
