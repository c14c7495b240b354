package io.tribunal.audit.record;

import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Level;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.pipeline.DetectionResult;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.partition.ResponseLog;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.SortedMap;
import java.util.TreeMap;

/** One partition's logs heard again, as a validator hears them: who stood how, and what is held against whom now. */
public final class PartitionReplay {
    private final int partition;
    private final DetectionPipeline investigation;
    private final SortedMap<ExecutorId, StandingCounts> tallies = new TreeMap<>();

    /** A hearing that has read nothing yet. */
    public PartitionReplay(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            BusinessLog businessLog,
            ResponseLog responseLog) {
        this.partition = partition;
        this.investigation = new DetectionPipeline(
                partition,
                new PartitionMachine(partition, deployment, signatures, new VerdictCodec(), businessLog, responseLog));
    }

    /** Takes the next record of the response log, and gives what follows from it. */
    public DetectionResult take(ResponseRecord record) {
        DetectionResult conclusions = investigation.process(record);
        conclusions.observations().forEach(observation -> {
            if (observation instanceof ClosedBallot ballot) {
                ballot.members().forEach((executor, showing) -> tally(executor).take(showing));
            }
        });
        return conclusions;
    }

    private StandingCounts tally(ExecutorId executor) {
        return tallies.computeIfAbsent(executor, id -> new StandingCounts());
    }

    SortedMap<ExecutorId, StandingCounts> tallies() {
        return tallies;
    }

    /** What is held against an executor here in one class. */
    ExecutorRecord.Held held(ExecutorId executor, DeviationClass kind) {
        return investigation
                .sums()
                .map(sums ->
                        new ExecutorRecord.Held(partition, sums.statistic(executor, kind), sums.level(executor, kind)))
                .orElseGet(() -> new ExecutorRecord.Held(partition, 0, Level.ACTIVE));
    }
}
