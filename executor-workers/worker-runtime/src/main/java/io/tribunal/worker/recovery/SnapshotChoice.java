package io.tribunal.worker.recovery;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.recovery.Checked;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.CheckpointTally;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.recovery.SnapshotShelf;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the snapshot of a partition to start from: the newest one that leaves no request unanswered, else the newest of all.
 * A snapshot without enough signatures is skipped, and one that contradicts its signed checkpoint is refused; then the next one
 * is tried.
 */
public final class SnapshotChoice {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotChoice.class);

    private final SnapshotShelf shelf;
    private final CheckpointTally tally;
    private final SignatureVerifier signatures;

    public SnapshotChoice(SnapshotShelf shelf, CheckpointTally tally, SignatureVerifier signatures) {
        this.shelf = shelf;
        this.tally = tally;
        this.signatures = signatures;
    }

    /**
     * The verified snapshot to start from, if any.
     *
     * @param resumeFrom business offset up to which everything is answered
     * @param log gives the record at a business offset of that partition
     */
    public Optional<VerifiedSnapshot> choose(int partition, long resumeFrom, LongFunction<BusinessRecord> log) {
        return candidates(partition, resumeFrom).stream()
                .flatMap(offset -> tally.at(new LogPosition(partition, offset)).stream())
                .flatMap(checkpoint -> verified(checkpoint, log).stream())
                .findFirst();
    }

    private List<Long> candidates(int partition, long resumeFrom) {
        NavigableSet<Long> offsets = shelf.offsets(partition);
        List<Long> candidates =
                new ArrayList<>(offsets.headSet(resumeFrom, false).descendingSet());
        candidates.addAll(offsets.tailSet(resumeFrom, true).descendingSet());
        return candidates;
    }

    private Optional<VerifiedSnapshot> verified(Checkpoint checkpoint, LongFunction<BusinessRecord> log) {
        Checked<VerifiedSnapshot> checked =
                VerifiedSnapshot.of(checkpoint, shelf.chunks(checkpoint.position()), signatures, log);
        checked.objection()
                .ifPresent(violation -> LOG.warn(
                        "event=snapshot_refused partition={} offset={} flaw={} action=try_older",
                        checkpoint.partition(),
                        checkpoint.businessOffset(),
                        violation));
        return checked.found();
    }
}
