"""Keys, policy and membership after so many decisions, and who has to have certified them (PROTOCOL 3, 8)."""

from collections.abc import Iterable
from typing import NamedTuple

from tribunal.protocol.decisions import (
    Action,
    ChangePolicy,
    Decision,
    KeySignature,
    Mandate,
    Proposal,
    RegisterKey,
    RevokeKey,
)
from tribunal.protocol.digests import ZERO, sha256
from tribunal.protocol.entries import Genesis
from tribunal.protocol.malformed import Malformed, require
from tribunal.protocol.membership import NEW, Membership, membership_after
from tribunal.protocol.policy import Policy
from tribunal.protocol.registry import Registry, is_valid_public_key
from tribunal.protocol.rules_version import RulesVersion
from tribunal.protocol.signatures import verify
from tribunal.protocol.verdict_size import fits_record


class DecisionChain(NamedTuple):
    """After decision ``number`` (0 before the first) with the hash ``head``; ``mandates`` of them were ROOT's.

    Immutable: all readers fold the same certified decisions and get the same rules.
    """

    deployment: bytes
    number: int
    head: bytes
    mandates: int
    registry: Registry
    policy: Policy
    members: Membership
    rules: RulesVersion

    @classmethod
    def of(cls, genesis: Genesis, deployment: bytes) -> "DecisionChain":
        """Before the first decision.

        Raises Malformed for rules that are not known here, a key that is none or registered twice, a policy that cannot
        be applied, or one under which a verdict could be too large.
        """
        genesis.rules_version.require_known()
        valid = all(is_valid_public_key(key.public_key) for key in genesis.keys)
        require(valid, "genesis registers a public key that is none")
        registry = Registry.of(genesis.keys)
        if registry is None:
            raise Malformed("genesis registers a key twice")
        require(genesis.policy.usable, "genesis has an unusable normalization profile")
        members = dict.fromkeys(genesis.executors, NEW)
        chain = cls(deployment, 0, ZERO, 0, registry, genesis.policy, members, genesis.rules_version)
        require(chain._bounds(genesis.policy), "a verdict of so many executors could outgrow what a record may hold")
        return chain

    def _bounds(self, policy: Policy) -> bool:
        """Whether no verdict can outgrow what a record may hold; rules version 1 has no such bound."""
        return not self.rules.bounds_verdicts() or fits_record(len(self.members), policy.embed_certificates)

    def follow(self, decision: Decision, validators: "ValidatorSet") -> "DecisionChain | str":
        """The chain after that decision, or the reason why it is void: a rejection's name (PROTOCOL 4)."""
        if decision.subject.deployment != self.deployment:
            return "WRONG_DEPLOYMENT"
        if decision.number <= self.number:
            return "REPLAYED"
        if decision.number != self.number + 1:
            return "OUT_OF_ORDER"
        if decision.previous != self.head or not validators.is_certified(self.registry, decision):
            return "BAD_CERTIFICATE"
        return self._after(decision) or "INVALID_ACTION"

    def _after(self, decision: Decision) -> "DecisionChain | None":
        subject = decision.subject
        if isinstance(subject, Proposal):
            members = membership_after(self.members, subject, decision.number, decision.outcome)
            changed = None if members is None else self._replace(members=members)
        else:
            changed = self._obeying(subject)
        return changed and changed._replace(number=decision.number, head=sha256(decision.signed_bytes()))

    def _obeying(self, mandate: Mandate) -> "DecisionChain | None":
        if mandate.number != self.mandates + 1:
            return None
        changed = self._with(mandate.action)
        return changed and changed._replace(mandates=mandate.number)

    def _with(self, action: Action) -> "DecisionChain | None":
        match action:
            case RegisterKey(key):
                registry = self.registry.register(key)
                return None if registry is None else self._replace(registry=registry)
            case RevokeKey(key_id):
                registry = self.registry.revoke(key_id)
                return None if registry is None else self._replace(registry=registry)
            case ChangePolicy(policy):
                return self._replace(policy=policy) if policy.usable and self._bounds(policy) else None
            case _:
                return self


class ValidatorSet:
    """The validators of genesis, of whom v + 1 decide, and the root keys' threshold."""

    def __init__(self, genesis: Genesis) -> None:
        self._validators = frozenset(genesis.validators)
        self._needed = genesis.validators_needed()
        self._root_threshold = genesis.root_threshold

    def is_certified(self, registry: Registry, decision: Decision) -> bool:
        """Whether v + 1 distinct validators have signed it, and enough ROOT owners the mandate in it."""
        if len(decision.certificate) > len(self._validators):
            return False
        signed = owners(registry, "VALIDATOR", decision.signed_bytes(), decision.certificate)
        if len(signed & self._validators) < self._needed:
            return False
        if isinstance(decision.subject, Mandate):
            return self._is_mandated(registry, decision.subject)
        return bool(self._validators)

    def _is_mandated(self, registry: Registry, mandate: Mandate) -> bool:
        return (
            len(mandate.signatures) <= registry.count()
            and len(owners(registry, "ROOT", mandate.signed_bytes(), mandate.signatures)) >= self._root_threshold
        )


def owner(registry: Registry, role: str, message: bytes, signature: KeySignature) -> str | None:
    """Whose valid signature it is, by a key in force in that role."""
    key = registry.find(signature.key_id)
    if key is None or key.role != role or not verify(key.public_key, message, signature.signature):
        return None
    return key.owner


def owners(registry: Registry, role: str, message: bytes, signatures: Iterable[KeySignature]) -> set[str]:
    """The distinct owners of valid signatures: owners are counted, not keys and not signatures."""
    found = (owner(registry, role, message, signature) for signature in signatures)
    return {one for one in found if one is not None}
