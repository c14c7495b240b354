"""The state of admission that a reader of business-log needs to start after an offset (PROTOCOL 7)."""

from typing import NamedTuple

from tribunal.protocol import canonical
from tribunal.protocol.admission import BadGenesis, PartitionAdmission
from tribunal.protocol.canonical import CanonicalReader
from tribunal.protocol.entries import BusinessRecord
from tribunal.protocol.malformed import Malformed, require
from tribunal.protocol.names import checked_name
from tribunal.protocol.replay_window import Admitted, ReplayWindow

_VERSION = 0x54524301


class AdmissionContext(NamedTuple):
    """Taken right after the admitted request at ``business_offset``; windows by key id, those that are not empty."""

    deployment: bytes
    partition: int
    business_offset: int
    decisions: int
    head: bytes
    rule_offsets: list[int]
    windows: dict[str, list[Admitted]]

    @classmethod
    def of(cls, admission: PartitionAdmission, business_offset: int) -> "AdmissionContext":
        """The present state of that admission."""
        windows = {key: window.admitted() for key, window in admission.windows.items()}
        return cls(
            admission.deployment,
            admission.partition,
            business_offset,
            admission.chain.number,
            admission.chain.head,
            list(admission.rule_offsets),
            {key: admitted for key, admitted in windows.items() if admitted},
        )

    def encode(self) -> bytes:
        """The canonical encoding; its SHA-256 is the contextRoot."""
        return (
            canonical.int32(_VERSION)
            + self.deployment
            + canonical.int32(self.partition)
            + canonical.int64(self.business_offset)
            + canonical.int64(self.decisions)
            + self.head
            + canonical.items(self.rule_offsets, canonical.int64)
            + canonical.items(sorted(self.windows), self._window)
        )

    def _window(self, key_id: str) -> bytes:
        return canonical.text(key_id) + canonical.items(
            self.windows[key_id], lambda one: canonical.int64(one.sequence) + canonical.int64(one.offset)
        )

    @classmethod
    def decode(cls, encoded: bytes) -> "AdmissionContext":
        """The context; raises Malformed for bytes that are not canonical."""
        read = CanonicalReader(encoded)
        require(read.int32() == _VERSION, "no context of version 1")
        context = cls(
            read.take(32),
            read.int32(),
            read.int64(),
            read.int64(),
            read.take(32),
            read.items(read.int64),
            dict(read.items(lambda: _read_window(read))),
        )
        read.end()
        require(context.encode() == encoded, "not the canonical context")
        return context

    def reopen(self, rules: list[BusinessRecord]) -> PartitionAdmission:
        """An admission that continues after the offset; the rules are applied again and must agree with this context.

        ``rules``: the records at ``rule_offsets``. Raises Malformed when they do not.
        """
        require(self._rises_from_genesis(), "rule offsets do not rise from genesis to the snapshot")
        admission = PartitionAdmission(self.partition, self.deployment)
        try:
            for record in rules:
                admission.decide(record)
        except BadGenesis as e:
            raise Malformed(str(e)) from e
        require(admission.rule_offsets == self.rule_offsets, "nothing that changed the rules at one of their offsets")
        require(admission.chain.number == self.decisions, "the rules do not add up to that number of decisions")
        require(admission.chain.head == self.head, "the last of the decisions is another one")
        admission.windows = {key: ReplayWindow.of(admitted) for key, admitted in self.windows.items()}
        return admission

    def _rises_from_genesis(self) -> bool:
        offsets = self.rule_offsets
        return (
            bool(offsets)
            and offsets[0] == 0
            and offsets[-1] < self.business_offset
            and all(one < next_one for one, next_one in zip(offsets, offsets[1:]))
        )


def _read_window(read: CanonicalReader) -> tuple[str, list[Admitted]]:
    key_id = checked_name("key id", read.text())
    admitted = read.items(lambda: Admitted(read.int64(), read.int64()))
    require(bool(admitted), "an empty window")
    ReplayWindow.of(admitted)
    return key_id, admitted
