"""Folds one partition of business-log: which entries are admitted, and the rules in force (PROTOCOL 4)."""

from typing import NamedTuple

from tribunal.protocol.chain import DecisionChain, ValidatorSet
from tribunal.protocol.digests import sha256
from tribunal.protocol.entries import BusinessRecord, Control, Entry, Genesis, Payload, Request, Sealed
from tribunal.protocol.envelopes import EnvelopeVerifier
from tribunal.protocol.json_body import is_canonical_body
from tribunal.protocol.malformed import Malformed
from tribunal.protocol.partitioner import partition_of
from tribunal.protocol.policy import Policy
from tribunal.protocol.registry import RegisteredKey, is_valid_public_key
from tribunal.protocol.replay_window import Check, ReplayWindow
from tribunal.protocol.rules_version import FIRST, RulesVersion


class BadGenesis(Exception):
    """A partition does not begin with the genesis of this deployment: none of its entries can be admitted."""


class Opened(NamedTuple):
    """The genesis entry: the rules are known from here on."""

    genesis: Genesis


class Admitted(NamedTuple):
    """A request that executors answer."""

    record: BusinessRecord
    request: Request


class Applied(NamedTuple):
    """A control entry that is in force from here on."""

    record: BusinessRecord
    control: Control


class Rejected(NamedTuple):
    """An entry that changes nothing. ``replay_of``: the first use of a sequence that was used before.

    ``request``: what the entry claims, given only when its signature is valid. ``unread``: what was not even
    decoded, since nobody signed it, though the reason depends on it; see ``named_reason``.
    """

    reason: str
    replay_of: int | None = None
    request: Request | None = None
    unread: Sealed | None = None
    rules: RulesVersion = FIRST

    def named_reason(self) -> str:
        """The reason, for whoever tells it: it may take a second to know, and no log waits for it."""
        if self.unread is None:
            return self.reason
        try:
            payload = self.unread.decoded()
        except Malformed:
            return "MALFORMED"
        validated = payload.keys if isinstance(payload, Genesis) and self.rules.validates_stray_keys() else []
        return self.reason if all(is_valid_public_key(key.public_key) for key in validated) else "MALFORMED"


Ruling = Opened | Admitted | Applied | Rejected

_MALFORMED = Rejected("MALFORMED")


class _Rules(NamedTuple):
    genesis: Genesis
    validators: ValidatorSet
    chain: DecisionChain


class PartitionAdmission:
    """The same for executors, voters, validators and auditors. Records come in offset order, the first at offset 0."""

    def __init__(self, partition: int, deployment: bytes) -> None:
        self.partition = partition
        self.deployment = deployment
        self.windows: dict[str, ReplayWindow] = {}
        """By key id."""
        self.rule_offsets: list[int] = []
        """Business offsets of genesis and of the control entries applied since."""
        self._envelopes = EnvelopeVerifier()
        self._rules: _Rules | None = None

    @property
    def is_open(self) -> bool:
        """Whether genesis has been read."""
        return self._rules is not None

    @property
    def chain(self) -> DecisionChain:
        """Keys, policy and membership in force, once genesis has been read."""
        return self._opened().chain

    @property
    def genesis(self) -> Genesis:
        return self._opened().genesis

    def _opened(self) -> _Rules:
        if self._rules is None:
            raise RuntimeError("genesis has not been read yet")
        return self._rules

    def decide(self, record: BusinessRecord) -> Ruling:
        """Decides on the next record; raises BadGenesis when the first is not the genesis of the deployment."""
        rules = self._rules
        if rules is None:
            return self._open(record)
        entry = record.content
        if not isinstance(entry, Entry):
            return _MALFORMED
        reason = self._unauthentic(entry, rules.chain)
        payload = entry.payload
        if isinstance(payload, Sealed):
            return self._open_sealed(record, payload, reason, rules)
        if reason is not None:
            return Rejected(reason)
        if isinstance(payload, Request):
            return self._decide_request(record, entry.envelope.key_id, payload, rules)
        raise RuntimeError("genesis and control entries are sealed")

    def _open_sealed(self, record: BusinessRecord, payload: Sealed, reason: str | None, rules: _Rules) -> Ruling:
        """Decodes what is signed well only; genesis is at offset 0 only."""
        if reason is not None or payload.kind is Genesis:
            return Rejected(reason or "WRONG_DEPLOYMENT", unread=payload, rules=rules.genesis.rules_version)
        try:
            control = payload.decoded()
        except Malformed:
            return _MALFORMED
        return self._decide_control(record, control, rules) if isinstance(control, Control) else _MALFORMED

    def _open(self, record: BusinessRecord) -> Opened:
        entry = record.content
        if (
            record.offset == 0
            and record.partition == self.partition
            and isinstance(entry, Entry)
            and isinstance(entry.payload, Genesis)
            and sha256(entry.envelope.payload) == self.deployment
        ):
            genesis = entry.payload
            try:
                self._rules = _Rules(genesis, ValidatorSet(genesis), DecisionChain.of(genesis, self.deployment))
            except Malformed as e:
                raise BadGenesis(str(e)) from e
            self.rule_offsets.append(0)
            return Opened(genesis)
        raise BadGenesis(
            f"business-log {record.partition}@{record.offset} is not the genesis of deployment {self.deployment.hex()}"
        )

    def _unauthentic(self, entry: Entry, chain: DecisionChain) -> str | None:
        """Schema, deployment, key, role, owner, signature: the first that fails."""
        payload = entry.payload
        if entry.fingerprint not in chain.policy.accepted_fingerprints:
            return "MALFORMED"
        if payload.deployment != self.deployment:
            return "WRONG_DEPLOYMENT"
        key = chain.registry.find(entry.envelope.key_id)
        if key is None:
            return "UNKNOWN_KEY"
        if not _may_sign(key, payload) or not self._envelopes.is_signed_by(key, entry.envelope):
            return "BAD_SIGNATURE"
        return None

    def _decide_request(self, record: BusinessRecord, key_id: str, request: Request, rules: _Rules) -> Ruling:
        reason = _unruly(record, request, rules.genesis.partitions, rules.chain.policy)
        if reason is not None:
            return Rejected(reason, request=request)
        window = self.windows.get(key_id)
        if window is None:
            window = self.windows[key_id] = ReplayWindow()
        check = window.check(request.sequence)
        if check is not Check.FRESH:
            return Rejected(_named(check, rules.genesis), window.first_offset(request.sequence), request)
        window.mark(request.sequence, record.offset)
        return Admitted(record, request)

    def _decide_control(self, record: BusinessRecord, control: Control, rules: _Rules) -> Ruling:
        followed = rules.chain.follow(control.decision, rules.validators)
        if isinstance(followed, str):
            return Rejected(followed)
        self._rules = rules._replace(chain=followed)
        self.rule_offsets.append(record.offset)
        return Applied(record, control)


def _named(check: Check, genesis: Genesis) -> str:
    is_old = check is Check.SEQUENCE_TOO_OLD and not genesis.rules_version.tells_too_old_from_replayed()
    return Check.REPLAYED.name if is_old else check.name


def _may_sign(key: RegisteredKey, payload: Payload) -> bool:
    if isinstance(payload, Request):
        return key.role == "CLIENT" and key.owner == payload.client_id
    is_control = isinstance(payload, Sealed) and payload.kind is Control
    return key.role == "ROOT" or (key.role == "VALIDATOR" and is_control)


def _unruly(record: BusinessRecord, request: Request, partitions: int, policy: Policy) -> str | None:
    """Partition, validity, body: the first that fails."""
    if partition_of(request.shard_key, partitions) != record.partition:
        return "WRONG_PARTITION"
    if not 0 <= request.not_after - record.append_time <= policy.max_validity:
        return "EXPIRED"
    if request.content_type == "application/json" and not is_canonical_body(request.body):
        return "MALFORMED_BODY"
    return None
