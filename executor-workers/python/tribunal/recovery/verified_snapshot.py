"""A verified state that a reader of business-log starts from, again at each rebuild (PROTOCOL 7)."""

from collections.abc import Callable, Iterable

from tribunal import log
from tribunal.execution.state import StateTree
from tribunal.protocol.admission import PartitionAdmission
from tribunal.protocol.chain import DecisionChain, ValidatorSet
from tribunal.protocol.decisions import decision_of_record
from tribunal.protocol.digests import sha256
from tribunal.protocol.entries import BusinessRecord, Genesis
from tribunal.protocol.malformed import Malformed, require
from tribunal.recovery.checkpoint import Checkpoint, CheckpointTally
from tribunal.recovery.context import AdmissionContext
from tribunal.recovery.snapshot import Chunk, Shelf, assembled

BusinessLog = Callable[[int], BusinessRecord]
"""Returns the record at a business offset of one partition; raises Malformed when it is not there any more."""


class VerifiedSnapshot:
    """Everything in it was checked against a final checkpoint and the log."""

    def __init__(self, checkpoint: Checkpoint, chunks: Iterable[Chunk], business_log: BusinessLog) -> None:
        """Raises Malformed when the chunks do not match the checkpoint."""
        snapshot = assembled(checkpoint, chunks)
        require(sha256(snapshot.context) == checkpoint.context_root, "CONTEXT")
        require(snapshot.post_state == checkpoint.post_state, "POST_STATE")
        require(StateTree(snapshot.entries).root() == checkpoint.state_root, "ENTRIES")
        context = AdmissionContext.decode(snapshot.context)
        require((context.deployment, context.partition, context.business_offset) == checkpoint[:3], "PLACE")
        self._context = context
        self._rules = [business_log(offset) for offset in context.rule_offsets]
        self._entries = snapshot.entries
        self.checkpoint = checkpoint
        self.rules = self.admission().chain
        """Keys, policy and membership there."""

    def admission(self) -> PartitionAdmission:
        """A fresh admission that has read everything up to ``business_offset``."""
        return self._context.reopen(self._rules)

    def tree(self) -> StateTree:
        """A fresh tree of the state."""
        return StateTree(self._entries)

    @property
    def post_state(self) -> bytes:
        """End of the state digest chain."""
        return self.checkpoint.post_state

    @property
    def business_offset(self) -> int:
        """Of the last request that is part of it."""
        return self.checkpoint.business_offset

    def __len__(self) -> int:
        """How many keys have a value."""
        return len(self._entries)


def latest_rules(genesis: Genesis, deployment: bytes, audit: Iterable[bytes | None]) -> DecisionChain:
    """The rules after the decisions of isolation-audit, of which only certified ones that follow count (ADR 0018).

    Who may sign a checkpoint is asked of them and not of the snapshot, which could name rules under which a key that
    was revoked later still counted. Raises Malformed for a genesis that cannot be applied.
    """
    chain = DecisionChain.of(genesis, deployment)
    validators = ValidatorSet(genesis)
    for value in audit:
        try:
            followed = chain.follow(decision_of_record(value), validators)
        except Malformed:
            continue
        if not isinstance(followed, str):
            chain = followed
    return chain


def choose(
    partition: int, resume_from: int, shelf: Shelf, tally: CheckpointTally, business_log: BusinessLog
) -> VerifiedSnapshot | None:
    """The newest verified snapshot that leaves no request unanswered, else the newest of all, else None.

    ``resume_from``: business offset up to which everything is answered. A snapshot without enough signatures is passed
    over, one that does not hold against them is refused, and the next is tried.
    """
    newest_first = shelf.offsets(partition)[::-1]
    candidates = [offset for offset in newest_first if offset < resume_from]
    candidates += [offset for offset in newest_first if offset >= resume_from]
    for offset in candidates:
        checkpoint = tally.at((partition, offset))
        if checkpoint is None:
            continue
        try:
            return VerifiedSnapshot(checkpoint, shelf.chunks(checkpoint.place), business_log)
        except Malformed as flaw:
            log.warning("snapshot_refused", partition=partition, offset=offset, flaw=flaw, action="try_older")
    return None
