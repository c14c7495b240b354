"""An executor's own request to be watched again after an isolation (PROTOCOL 8)."""

from tribunal.protocol import canonical
from tribunal.protocol.avro import NAMESPACE, ORDER_ENTRY
from tribunal.protocol.entries import require_value
from tribunal.protocol.limits import MAX_ORDER_ENTRY
from tribunal.protocol.malformed import Malformed
from tribunal.protocol.signatures import SigningKey, pae, verify

REJOIN_TYPE = "application/vnd.tribunal.rejoin.v1"
_REJOIN = NAMESPACE + "RejoinRequest"


class OwnRejoin:
    """Signs an executor's requests to rejoin, and recognizes them among records of other writers."""

    def __init__(self, deployment: bytes, executor_id: str, key: SigningKey) -> None:
        self._deployment = deployment
        self.executor_id = executor_id
        self._key = key

    def value(self, isolation: int, schema_id: int) -> bytes:
        """The isolation-endorsements value that requests to rejoin after that isolation."""
        signature = {"keyId": self._key.key_id, "signature": self._key.sign(self._signed_bytes(isolation))}
        request = {"executor": self.executor_id, "isolation": isolation, "signature": signature}
        return ORDER_ENTRY.encode_framed(schema_id, {"deployment": self._deployment, "content": (_REJOIN, request)})

    def is_own(self, isolation: int, log_append_time: bool, value: bytes | None) -> bool:
        """Whether a record's value is this executor's valid request about that isolation; never raises."""
        try:
            datum = ORDER_ENTRY.decode_framed(require_value(value, log_append_time, MAX_ORDER_ENTRY))
        except Malformed:
            return False
        kind, content = datum["content"]
        return (
            kind == _REJOIN
            and datum["deployment"] == self._deployment
            and content["executor"] == self.executor_id
            and content["isolation"] == isolation
            and content["signature"]["keyId"] == self._key.key_id
            and verify(self._key.public_key, self._signed_bytes(isolation), content["signature"]["signature"])
        )

    def _signed_bytes(self, isolation: int) -> bytes:
        body = self._deployment + canonical.text(self.executor_id) + canonical.int64(isolation)
        return pae(REJOIN_TYPE, body)
