package io.tribunal.isolation;

import io.tribunal.core.detection.Finding;
import io.tribunal.core.pipeline.DetectionResult;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.log.ResponseRecord;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The investigations of all partitions, and how far each has come. */
final class DetectionPipelines {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionPipelines.class);
    private static final long NOTHING = -1;

    private final List<DetectionPipeline> investigations;
    private final long[] readThrough;

    /** One investigation a partition, none of which has read anything yet. */
    DetectionPipelines(List<DetectionPipeline> investigations) {
        this.investigations = List.copyOf(investigations);
        this.readThrough = new long[investigations.size()];
        Arrays.fill(readThrough, NOTHING);
    }

    /** What the next record of a partition's response log leads to. */
    DetectionResult process(ResponseRecord record) {
        int partition = record.position().partition();
        DetectionResult conclusions = investigations.get(partition).process(record);
        readThrough[partition] = record.position().offset();
        conclusions.findings().forEach(DetectionPipelines::tell);
        return conclusions;
    }

    private static void tell(Finding finding) {
        Finding.Grounds grounds = finding.grounds();
        LOG.info(
                "event=finding finding={} executor={} class={} partition={} position={} statistic={}",
                finding.getClass().getSimpleName(),
                grounds.executor(),
                grounds.kind(),
                grounds.partition(),
                grounds.observedAt(),
                grounds.statistic());
    }

    /** The last response-log offset that was gone through, -1 before the first. */
    long readThrough(int partition) {
        return readThrough[partition];
    }

    /** Number of the decision in force at the partition's cursor; empty before the first record. */
    OptionalLong inForce(int partition) {
        return readThrough[partition] == NOTHING
                ? OptionalLong.empty()
                : OptionalLong.of(investigations.get(partition).chain().number());
    }
}
