"""Decisions on rules and membership, and the bytes that are signed for them (PROTOCOL 3, 8)."""

from typing import NamedTuple

from tribunal.protocol import canonical
from tribunal.protocol.avro import ACTION, ISOLATION_DECISION, NAMESPACE, Datum
from tribunal.protocol.digests import sha256
from tribunal.protocol.malformed import Malformed, require
from tribunal.protocol.names import checked_name, require_ascending
from tribunal.protocol.policy import Policy, policy
from tribunal.protocol.registry import RegisteredKey, registered_key
from tribunal.protocol.signatures import pae

PROPOSAL_TYPE = "application/vnd.tribunal.proposal.v1"
MANDATE_TYPE = "application/vnd.tribunal.mandate.v1"
DECISION_TYPE = "application/vnd.tribunal.ordered-decision.v1"

_TAGS = {"ISOLATE": 0, "DOWN": 1, "UP": 2, "PROBATION": 3, "READMIT": 4}


class KeySignature(NamedTuple):
    """One signature and the key that is said to have made it."""

    key_id: str
    signature: bytes


class RegisterKey(NamedTuple):
    key: RegisteredKey


class RevokeKey(NamedTuple):
    key_id: str


class ChangePolicy(NamedTuple):
    policy: Policy


class VoidState(NamedTuple):
    """The state after ``business_offset`` of that partition is ``post_state``."""

    partition: int
    business_offset: int
    post_state: bytes


Action = RegisterKey | RevokeKey | ChangePolicy | VoidState


class Proposal(NamedTuple):
    """A decision about one executor that validators propose; ``lifts`` is that of READMIT, else 0."""

    deployment: bytes
    change: str
    executor: str
    grounds: str | None
    lifts: int
    partition: int
    response_offset: int
    statistic: int
    evidence: list[int]
    log_root: bytes
    previous_decision: int

    def signed_bytes(self) -> bytes:
        """PAE over the canonical encoding."""
        own = canonical.text(self.grounds) if self.grounds else b""
        if self.change == "READMIT":
            own = canonical.int64(self.lifts)
        body = (
            self.deployment
            + canonical.int32(_TAGS[self.change])
            + canonical.text(self.executor)
            + own
            + canonical.int32(self.partition)
            + canonical.int64(self.response_offset)
            + canonical.int64(self.statistic)
            + canonical.items(self.evidence, canonical.int64)
            + self.log_root
            + canonical.int64(self.previous_decision)
        )
        return pae(PROPOSAL_TYPE, body)


class Mandate(NamedTuple):
    """An action that the holders of ROOT keys order; ``number`` is their own count, from 1."""

    deployment: bytes
    number: int
    action: Action
    action_bytes: bytes
    signatures: list[KeySignature]

    def signed_bytes(self) -> bytes:
        """PAE over deployment, number and the hash of the action."""
        return pae(MANDATE_TYPE, self.deployment + canonical.int64(self.number) + sha256(self.action_bytes))


Subject = Proposal | Mandate


class Decision(NamedTuple):
    """Decision ``number`` (from 1), behind the one with the hash ``previous`` (zero before the first)."""

    number: int
    previous: bytes
    subject: Subject
    outcome: str
    certificate: list[KeySignature]

    def signed_bytes(self) -> bytes:
        """What validators sign for the certificate."""
        body = (
            self.subject.deployment
            + canonical.int64(self.number)
            + self.previous
            + sha256(self.subject.signed_bytes())
            + canonical.text(self.outcome)
        )
        return pae(DECISION_TYPE, body)


def decision(datum: Datum) -> Decision:
    """The certified decision of a Control or IsolationDecision; raises Malformed. Nothing in it is checked yet."""
    return Decision(
        datum["decision"],
        datum["previous"],
        subject(datum["deployment"], datum["subject"]),
        datum["outcome"],
        endorsements(datum["certificate"]),
    )


def decision_of_record(value: bytes | None) -> Decision:
    """The decision of an isolation-audit value; raises Malformed."""
    if value is None:
        raise Malformed("no value")
    return decision(ISOLATION_DECISION.decode_framed(value))


def endorsements(datums: list[Datum]) -> list[KeySignature]:
    """A list of signatures, strictly ascending by key id, so that no key occurs twice; raises Malformed."""
    signatures = [KeySignature(datum["keyId"], datum["signature"]) for datum in datums]
    require_ascending("signatures", [one.key_id for one in signatures])
    return signatures


def subject(deployment: bytes, datum: Datum) -> Subject:
    """One branch of the subject's union."""
    name, fields = datum
    return _proposal(deployment, fields) if name == NAMESPACE + "Proposal" else _mandate(deployment, fields)


def _proposal(deployment: bytes, datum: Datum) -> Proposal:
    require((datum["change"] == "ISOLATE") == (datum["grounds"] is not None), "grounds")
    require(datum["grounds"] != "SILENT", "silence leads to DOWN, not to isolation")
    require(datum["change"] == "READMIT" or datum["lifts"] == 0, "lifts")
    require(datum["partition"] >= 0 and datum["responseOffset"] >= 0, "no such position")
    return Proposal(
        deployment,
        datum["change"],
        checked_name("executor id", datum["executor"]),
        datum["grounds"],
        datum["lifts"],
        datum["partition"],
        datum["responseOffset"],
        datum["statistic"],
        datum["evidence"],
        datum["logRoot"],
        datum["previousDecision"],
    )


def _mandate(deployment: bytes, datum: Datum) -> Mandate:
    action = datum["action"]
    return Mandate(
        deployment, datum["number"], _action(action), ACTION.encode(action), endorsements(datum["signatures"])
    )


def _action(datum: Datum) -> Action:
    name, fields = datum
    match name.removeprefix(NAMESPACE):
        case "RegisterKey":
            return RegisterKey(registered_key(fields["key"]))
        case "RevokeKey":
            return RevokeKey(checked_name("key id", fields["keyId"]))
        case "ChangePolicy":
            return ChangePolicy(policy(fields["policy"]))
        case "VoidState":
            require(fields["partition"] >= 0 and fields["businessOffset"] >= 0, "action: no such position")
            return VoidState(fields["partition"], fields["businessOffset"], fields["postState"])
    raise Malformed("no branch of the action's union")
