"""Counts signatures of checkpoints: v + 1 distinct validators, so one honest one, make one final (PROTOCOL 7)."""

from typing import NamedTuple

from tribunal.protocol import canonical
from tribunal.protocol.avro import CHECKPOINT
from tribunal.protocol.chain import DecisionChain, owner
from tribunal.protocol.decisions import KeySignature
from tribunal.protocol.entries import Genesis, require_value
from tribunal.protocol.limits import MAX_CHECKPOINT
from tribunal.protocol.malformed import Malformed, require
from tribunal.protocol.signatures import pae

CHECKPOINT_TYPE = "application/vnd.tribunal.checkpoint.v1"

Place = tuple[int, int]
"""Partition, and business offset of the admitted request after which a state holds."""


class Checkpoint(NamedTuple):
    """The state after one entry: end of the digest chain, root of the tree, hash of what admission knew."""

    deployment: bytes
    partition: int
    business_offset: int
    post_state: bytes
    state_root: bytes
    context_root: bytes

    @property
    def place(self) -> Place:
        return self.partition, self.business_offset

    def signed_bytes(self) -> bytes:
        """What validators sign."""
        body = (
            self.deployment
            + canonical.int32(self.partition)
            + canonical.int64(self.business_offset)
            + self.post_state
            + self.state_root
            + self.context_root
        )
        return pae(CHECKPOINT_TYPE, body)


def read_checkpoint(log_append_time: bool, value: bytes | None) -> tuple[Checkpoint, KeySignature] | None:
    """Decodes a checkpoints value; None when it is malformed; never raises. The signature is not checked."""
    try:
        datum = CHECKPOINT.decode_framed(require_value(value, log_append_time, MAX_CHECKPOINT))
        require(datum["partition"] >= 0 and datum["businessOffset"] >= 0, "no such position")
    except Malformed:
        return None
    checkpoint = Checkpoint(
        datum["deployment"],
        datum["partition"],
        datum["businessOffset"],
        datum["postState"],
        datum["stateRoot"],
        datum["contextRoot"],
    )
    return checkpoint, KeySignature(datum["signature"]["keyId"], datum["signature"]["signature"])


class CheckpointTally:
    """The first valid checkpoint of a validator for a position counts.

    ``chain``: after the latest decision known, since a key that was revoked later may have been stolen before.
    """

    def __init__(self, genesis: Genesis, chain: DecisionChain) -> None:
        self._validators = frozenset(genesis.validators)
        self._needed = genesis.validators_needed()
        self._chain = chain
        self._said: dict[Place, dict[str, Checkpoint]] = {}

    def add(self, checkpoint: Checkpoint, signature: KeySignature) -> None:
        """Counts it, if it is the validator's first valid checkpoint for that position."""
        if checkpoint.deployment != self._chain.deployment:
            return
        validator = owner(self._chain.registry, "VALIDATOR", checkpoint.signed_bytes(), signature)
        if validator in self._validators:
            self._said.setdefault(checkpoint.place, {}).setdefault(validator, checkpoint)

    def at(self, place: Place) -> Checkpoint | None:
        """The checkpoint of that position that enough validators have signed; None where two have enough."""
        said = list(self._said.get(place, {}).values())
        final = {one for one in said if said.count(one) >= self._needed}
        return final.pop() if len(final) == 1 else None
