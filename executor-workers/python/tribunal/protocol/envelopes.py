"""Checks an envelope's signature, single or batched, and makes signed envelopes (PROTOCOL 2)."""

from collections import OrderedDict

from tribunal.protocol.avro import Datum
from tribunal.protocol.canonical import int64
from tribunal.protocol.digests import leaf_hash, root_of_path
from tribunal.protocol.entries import BatchProof, Envelope
from tribunal.protocol.registry import RegisteredKey
from tribunal.protocol.signatures import SIGNATURE_LENGTH, SigningKey, pae, verify

BATCH_ROOT_TYPE = "application/vnd.tribunal.batch-root.v1"
_REMEMBERED_ROOTS = 4096

_SignedRoot = tuple[str, int, bytes, bytes]


class EnvelopeVerifier:
    """Remembers batch roots that verified once, first in first out: a pure cache, it changes no answer.

    A registry never gives a key id to a second public key, so the id stands for the key.
    """

    def __init__(self) -> None:
        self._verified: OrderedDict[_SignedRoot, None] = OrderedDict()

    def is_signed_by(self, key: RegisteredKey, envelope: Envelope) -> bool:
        """Whether the key's owner signed exactly this payload under this payload type."""
        if len(envelope.signature) != SIGNATURE_LENGTH:
            return False
        message = pae(envelope.payload_type, envelope.payload)
        if envelope.batch is None:
            return verify(key.public_key, message, envelope.signature)
        return self._is_in_signed_batch(key, message, envelope.signature, envelope.batch)

    def _is_in_signed_batch(self, key: RegisteredKey, message: bytes, signature: bytes, batch: BatchProof) -> bool:
        root = root_of_path(leaf_hash(message), batch.leaf_index, batch.tree_size, batch.path)
        if root is None:
            return False
        signed = (key.key_id, batch.tree_size, root, signature)
        if signed in self._verified:
            return True
        if not verify(key.public_key, batch_root_message(batch.tree_size, root), signature):
            return False
        self._verified[signed] = None
        if len(self._verified) > _REMEMBERED_ROOTS:
            self._verified.popitem(last=False)
        return True


def batch_root_message(tree_size: int, root: bytes) -> bytes:
    """What is signed for a whole batch."""
    return pae(BATCH_ROOT_TYPE, int64(tree_size) + root)


def signed_envelope(key: SigningKey, payload_type: str, payload: bytes) -> Datum:
    """The envelope of one payload under a signature of its own, as Avro's datum."""
    return {
        "payloadType": payload_type,
        "payload": payload,
        "keyId": key.key_id,
        "signature": key.sign(pae(payload_type, payload)),
        "batch": None,
    }
