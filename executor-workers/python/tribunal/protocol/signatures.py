"""Signing and verifying as PROTOCOL 2 has it: Ed25519 over a DSSE pre-authentication encoding."""

import os
import stat
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from tribunal.protocol.digests import sha256
from tribunal.protocol.limits import MAX_ENTRY

SIGNATURE_LENGTH = 64
_GROUP_ORDER = (1 << 252) + 27742317777372353535851937790883648493
_MAX_KEY_FILE = 16 << 10
_OTHERS = 0o077


class KeyFileError(ValueError):
    """The file holds no Ed25519 private key that can be read by its owner alone; the text says why."""


def pae(media_type: str, body: bytes) -> bytes:
    """``"DSSEv1" SP len(type) SP type SP len(body) SP body``: what is signed instead of the bare body."""
    encoded = media_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(encoded), encoded, len(body), body)


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the 64-byte signature with S < L is valid without a cofactor; never raises."""
    if len(message) > MAX_ENTRY or len(signature) != SIGNATURE_LENGTH:
        return False
    if int.from_bytes(signature[32:], "little") >= _GROUP_ORDER:
        return False
    try:
        _parsed(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=256)
def _parsed(public_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_key)


def key_id_of(public_key: bytes) -> str:
    """``ed25519:`` and the first 32 hex digits of the key's SHA-256."""
    return "ed25519:" + sha256(public_key).hex()[:32]


class SigningKey:
    """A private key and the name of its public half."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public_key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key_id = key_id_of(self.public_key)

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """The key of a 32-byte seed (RFC 8032); raises ValueError for another length."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def from_pem(cls, file: Path) -> "SigningKey":
        """The key of an unencrypted PKCS#8 PEM file; raises KeyFileError."""
        try:
            with file.open("rb") as opened:
                mode = os.fstat(opened.fileno()).st_mode
                pem = opened.read(_MAX_KEY_FILE + 1)
        except OSError as e:
            raise KeyFileError(f"{file}: {e.strerror or 'cannot be read'}") from e
        if len(pem) > _MAX_KEY_FILE:
            raise KeyFileError(f"{file}: too long for a private key")
        try:
            private = load_pem_private_key(pem, password=None)
        except Exception as e:
            raise KeyFileError(f"{file}: not an unencrypted PKCS#8 PEM private key") from e
        if not isinstance(private, Ed25519PrivateKey):
            raise KeyFileError(f"{file}: holds a key of another kind than Ed25519")
        if mode & _OTHERS:
            permissions = stat.filemode(mode)[1:]
            raise KeyFileError(f"{file}: others than its owner may use it ({permissions}); run: chmod 600 {file}")
        return cls(private)

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature."""
        return self._private.sign(message)
