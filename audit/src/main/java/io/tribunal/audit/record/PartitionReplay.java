package io.tribunal.audit.record;

import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Level;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.partition.ResponseLog;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.pipeline.DetectionResult;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Replays one partition's logs as a validator does: counts every executor's standings and keeps the detectors' sums.
 */
public final class PartitionReplay {
    private final int partition;
    private final DetectionPipeline pipeline;
    private final SortedMap<ExecutorId, StandingCounts> standings = new TreeMap<>();

    /** A replay that has read nothing yet. */
    public PartitionReplay(
            int partition,
            Hash deployment,
            SignatureVerifier signatures,
            BusinessLog businessLog,
            ResponseLog responseLog) {
        this.partition = partition;
        this.pipeline = new DetectionPipeline(
                partition,
                new PartitionMachine(partition, deployment, signatures, new VerdictCodec(), businessLog, responseLog));
    }

    /** Processes the next record of the response log. */
    public DetectionResult take(ResponseRecord record) {
        DetectionResult result = pipeline.process(record);
        result.observations().forEach(observation -> {
            if (observation instanceof ClosedBallot ballot) {
                ballot.members()
                        .forEach((executor, showing) -> standings
                                .computeIfAbsent(executor, id -> new StandingCounts())
                                .take(showing));
            }
        });
        return result;
    }

    SortedMap<ExecutorId, StandingCounts> standings() {
        return standings;
    }

    /** The detector's current sum against an executor in one class. */
    ExecutorRecord.Sum sum(ExecutorId executor, DeviationClass kind) {
        return pipeline.sums()
                .map(sums ->
                        new ExecutorRecord.Sum(partition, sums.statistic(executor, kind), sums.level(executor, kind)))
                .orElseGet(() -> new ExecutorRecord.Sum(partition, 0, Level.ACTIVE));
    }
}
