"""Finds verified snapshots in their topics; a partition without one is replayed."""

from collections.abc import Iterator, Mapping

from tribunal import log
from tribunal.protocol.digests import sha256
from tribunal.protocol.entries import BusinessRecord, Genesis, read_entry, read_record
from tribunal.protocol.malformed import Malformed, require
from tribunal.recovery.checkpoint import CheckpointTally, Place, read_checkpoint
from tribunal.recovery.snapshot import IndexedSnapshots, Shelf, positions_of
from tribunal.recovery.verified_snapshot import VerifiedSnapshot, choose, latest_rules
from tribunal.runtime import kafka_settings
from tribunal.runtime.settings import Settings
from tribunal.runtime.topics import RecordFinder, Unavailable, scan


class KafkaVerifiedSnapshots:
    """Signers are checked against the present certified decisions (ADR 0018)."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader = kafka_settings.reader(settings)

    def find(self, resume: Mapping[int, int]) -> dict[int, VerifiedSnapshot]:
        """The best verified state of each partition that has one.

        ``resume``: by partition, the business offset up to which everything is answered.
        """
        try:
            genesis = self._genesis()
            if not genesis.validators:
                return {}
            positions = positions_of(key for key, _ in self._snapshots())
            if not positions:
                return {}
            tally = self._tally(genesis, positions)
            shelf = IndexedSnapshots(lambda place: tally.at(place) is not None, self._snapshots)
            found = {p: self._choose(p, resume_from, shelf, tally) for p, resume_from in resume.items()}
        except (Unavailable, Malformed) as e:
            log.warning("no_snapshots", error=e, action="replay_from_zero")
            return {}
        return {
            partition: verified_snapshot
            for partition, verified_snapshot in found.items()
            if verified_snapshot is not None
        }

    def _genesis(self) -> Genesis:
        finder = RecordFinder(self._reader, self._settings.topic("business-log"), 0)
        try:
            record = finder.at(0)
        finally:
            finder.close()
        value = None if record is None else record.value
        if value is None:
            raise Malformed("business-log has no genesis at 0@0")
        entry = read_entry(value)
        require(
            sha256(entry.envelope.payload) == self._settings.deployment, "business-log 0@0 founds another deployment"
        )
        if not isinstance(entry.payload, Genesis):
            raise Malformed("business-log 0@0 is no genesis")
        return entry.payload

    def _snapshots(self) -> Iterator[tuple[bytes | None, bytes | None]]:
        return ((record.key, record.value) for record in scan(self._reader, self._settings.topic("snapshots")))

    def _tally(self, genesis: Genesis, positions: set[Place]) -> CheckpointTally:
        audit = (record.value for record in scan(self._reader, self._settings.topic("isolation-audit")))
        tally = CheckpointTally(genesis, latest_rules(genesis, self._settings.deployment, audit))
        for record in scan(self._reader, self._settings.topic("checkpoints")):
            signed = read_checkpoint(record.stamped, record.value)
            if signed is not None and signed[0].place in positions:
                tally.add(*signed)
        return tally

    def _choose(
        self, partition: int, resume_from: int, shelf: Shelf, tally: CheckpointTally
    ) -> VerifiedSnapshot | None:
        finder = RecordFinder(self._reader, self._settings.topic("business-log"), partition)

        def at(offset: int) -> BusinessRecord:
            record = finder.at(offset)
            if record is None:
                raise Malformed(f"business offset {offset} is not in the log any more")
            return read_record(partition, offset, record.time, record.stamped, record.value)

        try:
            return choose(partition, resume_from, shelf, tally, at)
        finally:
            finder.close()
