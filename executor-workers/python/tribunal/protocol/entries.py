"""Records of business-log as they are read (PROTOCOL 1 to 3); nothing in them is verified yet."""

from collections.abc import Callable
from typing import NamedTuple

from tribunal.protocol.avro import CONTROL, ENVELOPE, GENESIS, GENESIS_V2, REQUEST, SINGLE_OBJECT, AvroBody, Datum
from tribunal.protocol.decisions import Decision, decision
from tribunal.protocol.digests import ZERO, sha256
from tribunal.protocol.limits import MAX_ENTRY
from tribunal.protocol.malformed import Malformed, require
from tribunal.protocol.names import checked_name, require_ascending
from tribunal.protocol.policy import Policy, policy
from tribunal.protocol.registry import RegisteredKey, unvalidated_key
from tribunal.protocol.rules_version import FIRST, RulesVersion

GENESIS_TYPE = "application/vnd.tribunal.genesis.v1+avro"
REQUEST_TYPE = "application/vnd.tribunal.request.v1+avro"
CONTROL_TYPE = "application/vnd.tribunal.control.v1+avro"
HASH = len(ZERO)
RESPONSE_BATCH_TYPE = "application/vnd.tribunal.response-batch.v1+avro"


class BatchProof(NamedTuple):
    """The place of a payload in the tree whose root was signed; the path from the bottom up, 32 bytes each."""

    leaf_index: int
    tree_size: int
    path: list[bytes]


class Envelope(NamedTuple):
    """A signed payload as it travels."""

    payload_type: str
    payload: bytes
    key_id: str
    signature: bytes
    batch: BatchProof | None


class Genesis(NamedTuple):
    """The first entry: members, keys and rules of a deployment. Whoever registers the keys validates them."""

    deployment: bytes
    service: str
    partitions: int
    executors: list[str]
    validators: list[str]
    keys: list[RegisteredKey]
    root_threshold: int
    policy: Policy
    rules_version: RulesVersion

    def validators_needed(self) -> int:
        """v + 1, so that one honest one is among them; 0 where there are no validators and ROOT alone decides."""
        return (len(self.validators) - 1) // 2 + 1 if self.validators else 0


class Request(NamedTuple):
    """A client's request. ``shard_key`` decides the partition; ``not_after`` is epoch ms; ``request_id`` 16 bytes."""

    deployment: bytes
    request_id: bytes
    client_id: str
    sequence: int
    not_after: int
    shard_key: str
    operation: str
    content_type: str
    body: bytes


class Control(NamedTuple):
    """A decision as each partition contains it, in force from its own position there."""

    decision: Decision

    @property
    def deployment(self) -> bytes:
        return self.decision.subject.deployment


class Sealed(NamedTuple):
    """A payload to be decoded once its signature has been found valid: that may cost a second for 1 MiB.

    ``decoded`` raises Malformed.
    """

    kind: type[Genesis] | type[Control]
    deployment: bytes
    decoded: Callable[[], Genesis | Control]


Payload = Genesis | Request | Control | Sealed


class Entry(NamedTuple):
    """A well-formed envelope and what it carries."""

    envelope: Envelope
    fingerprint: int
    payload: Payload


class Unreadable(NamedTuple):
    """Not Avro, not canonical, too long, not stamped by the broker, an id that is none; ``detail`` is for people."""

    detail: str


class BusinessRecord(NamedTuple):
    """``value_hash`` is the request hash that responses name; ``append_time`` is epoch ms."""

    partition: int
    offset: int
    append_time: int
    value_hash: bytes
    content: Entry | Unreadable


def read_record(
    partition: int, offset: int, append_time: int, log_append_time: bool, value: bytes | None
) -> BusinessRecord:
    """Decodes any record of business-log, well-formed or not; never raises.

    ``log_append_time`` says whether the broker stamped the record itself. A genesis that names the version of its rules
    is read at offset 0 only.
    """
    value_hash = sha256(value or b"")
    try:
        content: Entry | Unreadable = _entry(require_value(value, log_append_time, MAX_ENTRY), offset == 0)
    except Malformed as e:
        content = Unreadable(str(e))
    return BusinessRecord(partition, offset, append_time, value_hash, content)


def require_value(value: bytes | None, log_append_time: bool, limit: int) -> bytes:
    """The value of a signed topic's record; raises Malformed for none, another clock, or too long a one."""
    if value is None:
        raise Malformed("no value")
    require(log_append_time, "not stamped by the broker (LogAppendTime)")
    if len(value) > limit:
        raise Malformed(f"{len(value)} bytes, {limit} are allowed")
    return value


def read_entry(value: bytes) -> Entry:
    """The entry of a framed value where the genesis of the deployment may stand; raises Malformed."""
    return _entry(value, first=True)


def _entry(value: bytes, first: bool) -> Entry:
    envelope = envelope_of(ENVELOPE.decode_framed(value))
    kind = _KINDS.get(envelope.payload_type)
    if kind is None:
        raise Malformed("payloadType unknown")
    body, of = kind
    if first and body is GENESIS and GENESIS_V2.is_named_by(envelope.payload):
        body, of = GENESIS_V2, _genesis_of_named_rules
    payload = _sealed(body, envelope.payload) if not first and body is not REQUEST else None
    return Entry(envelope, body.fingerprint, payload or of(body.decode_single(envelope.payload)))


def _sealed(body: AvroBody, encoded: bytes) -> Sealed:
    require(body.is_named_by(encoded), "not an Avro single object of the schema that is due")
    deployment = encoded[SINGLE_OBJECT : SINGLE_OBJECT + HASH]
    require(len(deployment) == HASH, "ends early")
    if body is CONTROL:
        return Sealed(Control, deployment, lambda: _control(body.decode_single(encoded)))
    return Sealed(Genesis, deployment, lambda: _genesis(body.decode_single(encoded)))


def envelope_of(datum: Datum) -> Envelope:
    """The envelope as it travels; raises Malformed."""
    batch = datum["batch"]
    return Envelope(
        datum["payloadType"],
        datum["payload"],
        datum["keyId"],
        datum["signature"],
        None if batch is None else _proof(batch),
    )


def _proof(datum: Datum) -> BatchProof:
    path = datum["path"]
    for digest in path:
        if len(digest) != 32:
            raise Malformed("a path of other than 32-byte digests")
    return BatchProof(datum["leafIndex"], datum["treeSize"], path)


def _request(datum: Datum) -> Request:
    if datum["sequence"] < 0:
        raise Malformed("sequence negative")
    return Request(
        datum["deployment"],
        datum["requestId"],
        checked_name("client id", datum["clientId"]),
        datum["sequence"],
        datum["notAfter"],
        datum["shardKey"],
        datum["operation"],
        datum["contentType"],
        datum["body"],
    )


def _genesis_of_named_rules(datum: Datum) -> Genesis:
    require(datum["rulesVersion"] > FIRST.number, "rulesVersion not above 1")
    return _genesis(datum)._replace(rules_version=RulesVersion(datum["rulesVersion"]))


def _genesis(datum: Datum) -> Genesis:
    require(datum["partitions"] > 0, "partitions not positive")
    require(datum["rootThreshold"] > 0, "rootThreshold not positive")
    require(len(datum["executors"]) > 0, "no executors")
    require_ascending("executors", datum["executors"])
    require_ascending("validators", datum["validators"])
    require_ascending("keys", [key["keyId"] for key in datum["keys"]])
    return Genesis(
        datum["deployment"],
        datum["service"],
        datum["partitions"],
        [checked_name("executor id", name) for name in datum["executors"]],
        [checked_name("validator id", name) for name in datum["validators"]],
        [unvalidated_key(key) for key in datum["keys"]],
        datum["rootThreshold"],
        policy(datum["policy"]),
        FIRST,
    )


def _control(datum: Datum) -> Control:
    return Control(decision(datum))


_KINDS: dict[str, tuple[AvroBody, Callable[[Datum], Payload]]] = {
    GENESIS_TYPE: (GENESIS, _genesis),
    REQUEST_TYPE: (REQUEST, _request),
    CONTROL_TYPE: (CONTROL, _control),
}
