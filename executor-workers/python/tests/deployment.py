"""A small deployment with its own keys, for tests and the benchmark; signs for all other participants."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tribunal.protocol import canonical
from tribunal.protocol.admission import PartitionAdmission
from tribunal.protocol.avro import (
    ACTION,
    CHECKPOINT,
    CONTROL,
    ENVELOPE,
    GENESIS,
    GENESIS_V2,
    ISOLATION_DECISION,
    NAMESPACE,
    REQUEST,
    SNAPSHOT_CHUNK,
)
from tribunal.protocol.decisions import decision as decision_of
from tribunal.protocol.digests import ZERO, leaf_hash, merkle_root, node_hash
from tribunal.protocol.entries import CONTROL_TYPE, GENESIS_TYPE, REQUEST_TYPE
from tribunal.protocol.envelopes import batch_root_message, signed_envelope
from tribunal.protocol.partitioner import partition_of
from tribunal.protocol.signatures import SigningKey, pae
from tribunal.recovery.checkpoint import Checkpoint
from tribunal.recovery.context import AdmissionContext

VECTORS = Path(__file__).parents[3] / "schemas/testvectors"
APPEND_TIME = 1_800_000_000_000
NOT_AFTER = APPEND_TIME + 60_000
Datum = Any


def vectors(name: str) -> Any:
    """One file of the golden vectors."""
    return json.loads((VECTORS / f"{name}.json").read_text())


def key(name: str) -> SigningKey:
    """The key of a name, the same each time."""
    return SigningKey.from_seed(sha256(name.encode()).digest())


class Deployment:
    """Executors e1 to e3, validators v1 to v3, one root, one client; ``partitions`` of business-log; rules version
    ``rules``."""

    def __init__(self, partitions: int = 1, rules: int = 1, **policy: Any) -> None:
        golden = ENVELOPE.decode_framed(bytes.fromhex(vectors("admission")["cases"][0]["value"]))
        genesis = GENESIS.decode_single(golden["payload"])
        self.executors = ["e1", "e2", "e3"]
        self.validators = {name: key(name) for name in ("v1", "v2", "v3")}
        self.root, self.client = key("root"), key("client")
        owners = [("ROOT", "root"), ("CLIENT", "client")]
        owners += [("EXECUTOR", name) for name in self.executors] + [("VALIDATOR", name) for name in self.validators]
        keys = [registration(role, owner, key(owner)) for role, owner in owners]
        genesis.update(
            partitions=partitions,
            executors=self.executors,
            validators=sorted(self.validators),
            keys=sorted(keys, key=lambda one: one["keyId"]),
            rootThreshold=1,
        )
        genesis["policy"].update({"minQuorum": 2, "checkpointInterval": 10, **policy})
        self.policy = genesis["policy"]
        payload = (
            GENESIS.encode_single(genesis)
            if rules == 1
            else GENESIS_V2.encode_single({**genesis, "rulesVersion": rules})
        )
        self.deployment = sha256(payload).digest()
        self.genesis = ENVELOPE.encode_framed(0, signed_envelope(self.root, GENESIS_TYPE, payload))
        self._sequence = 0
        self._decisions = 0
        self._head = ZERO
        self._mandates = 0

    def request(self, operation: str, body: Any, **changes: Any) -> bytes:
        """A business-log value with one signature of its own."""
        return ENVELOPE.encode_framed(
            0, signed_envelope(self.client, REQUEST_TYPE, self.payload(operation, body, **changes))
        )

    def payload(self, operation: str, body: Any, **changes: Any) -> bytes:
        """The next request, with other fields than usual where they are given."""
        self._sequence += 1
        encoded = body if isinstance(body, bytes) else json.dumps(body, separators=(",", ":"), sort_keys=True).encode()
        usual = {
            "deployment": self.deployment,
            "requestId": self._sequence.to_bytes(16, "big"),
            "clientId": "client",
            "sequence": self._sequence,
            "notAfter": NOT_AFTER,
            "shardKey": "main",
            "operation": operation,
            "contentType": "application/json",
            "body": encoded,
        }
        return REQUEST.encode_single({**usual, **changes})

    def batch(self, payloads: Sequence[bytes]) -> list[bytes]:
        """Business-log values under one signature over their Merkle root; as many as a power of two."""
        levels = [[leaf_hash(pae(REQUEST_TYPE, payload)) for payload in payloads]]
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below), 2)])
        assert levels[-1] == [merkle_root(levels[0])]
        signature = self.client.sign(batch_root_message(len(payloads), levels[-1][0]))
        return [self._in_batch(payload, at, levels, signature) for at, payload in enumerate(payloads)]

    def _in_batch(self, payload: bytes, at: int, levels: list[list[bytes]], signature: bytes) -> bytes:
        path = [level[(at >> depth) ^ 1] for depth, level in enumerate(levels[:-1])]
        return ENVELOPE.encode_framed(
            0,
            {
                "payloadType": REQUEST_TYPE,
                "payload": payload,
                "keyId": self.client.key_id,
                "signature": signature,
                "batch": {"leafIndex": at, "treeSize": len(levels[0]), "path": path},
            },
        )

    def mandate(self, name: str, action: Datum, signers: Sequence[str] = ("v1", "v2")) -> Datum:
        """The next decision, by ROOT, as IsolationDecision's datum."""
        self._mandates += 1
        branch = (NAMESPACE + name, action)
        body = self.deployment + canonical.int64(self._mandates) + sha256(ACTION.encode(branch)).digest()
        signed = key_signature(self.root, pae("application/vnd.tribunal.mandate.v1", body))
        mandate = {"number": self._mandates, "action": branch, "signatures": [signed]}
        return self._decided((NAMESPACE + "Mandate", mandate), signers)

    def proposal(self, change: str, executor: str, previous: int = 0, **changes: Any) -> Datum:
        """The next decision, about an executor, as IsolationDecision's datum."""
        usual = {
            "change": change,
            "executor": executor,
            "grounds": "WRONG" if change == "ISOLATE" else None,
            "lifts": 0,
            "partition": 0,
            "responseOffset": 7,
            "statistic": 16_000_000,
            "evidence": [1, 2],
            "logRoot": ZERO,
            "previousDecision": previous,
        }
        return self._decided((NAMESPACE + "Proposal", {**usual, **changes}), ("v1", "v2"))

    def _decided(self, subject: Datum, signers: Sequence[str]) -> Datum:
        self._decisions += 1
        datum = {
            "deployment": self.deployment,
            "decision": self._decisions,
            "previous": self._head,
            "subject": subject,
            "outcome": "ENFORCED",
            "certificate": [],
        }
        message = decision_of(datum).signed_bytes()
        self._head = sha256(message).digest()
        signatures = [key_signature(self.validators[name], message) for name in signers]
        return {**datum, "certificate": sorted(signatures, key=lambda one: one["keyId"])}

    def control(self, datum: Datum) -> bytes:
        """A decision as business-log's value."""
        envelope = signed_envelope(self.validators["v1"], CONTROL_TYPE, CONTROL.encode_single(datum))
        return ENVELOPE.encode_framed(0, envelope)

    def audited(self, datum: Datum) -> bytes:
        """A decision as isolation-audit's value."""
        return ISOLATION_DECISION.encode_framed(0, datum)

    def checkpoint(self, checkpoint: Checkpoint, validator: str) -> bytes:
        """A checkpoints value."""
        return CHECKPOINT.encode_framed(
            0,
            {
                "deployment": checkpoint.deployment,
                "partition": checkpoint.partition,
                "businessOffset": checkpoint.business_offset,
                "postState": checkpoint.post_state,
                "stateRoot": checkpoint.state_root,
                "contextRoot": checkpoint.context_root,
                "signature": key_signature(self.validators[validator], checkpoint.signed_bytes()),
            },
        )

    def snapshot(
        self, admission: PartitionAdmission, offset: int, post_state: bytes, entries: dict[bytes, bytes]
    ) -> tuple[bytes, bytes, bytes]:
        """Key and value of a snapshot of one chunk, and its contextRoot."""
        context = AdmissionContext.of(admission, offset).encode()
        content = (
            canonical.int32(0x54525401)
            + post_state
            + canonical.counted(context)
            + canonical.items(sorted(entries), lambda one: canonical.counted(one) + canonical.counted(entries[one]))
        )
        value = SNAPSHOT_CHUNK.encode_framed(
            0,
            {
                "deployment": self.deployment,
                "partition": admission.partition,
                "businessOffset": offset,
                "index": 0,
                "count": 1,
                "content": content,
            },
        )
        return f"{admission.partition}/{offset}/0".encode(), value, sha256(context).digest()


def registration(role: str, owner: str, signing: SigningKey) -> Datum:
    """A registered key as Avro's datum."""
    return {"keyId": signing.key_id, "role": role, "owner": owner, "publicKey": signing.public_key}


def key_signature(signing: SigningKey, message: bytes) -> Datum:
    """A signature as Avro's datum."""
    return {"keyId": signing.key_id, "signature": signing.sign(message)}


def ledger_of(partition: int, partitions: int) -> str:
    """A shard key that belongs there."""
    return next(name for i in range(1000) if partition_of(name := f"ledger{i}", partitions) == partition)
