package io.tribunal.isolation;

import io.tribunal.core.detection.Finding;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.pipeline.DetectionResult;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The detection pipelines of all partitions, and how far each has read. */
final class DetectionPipelines {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionPipelines.class);
    private static final long NOTHING = -1;

    private final List<DetectionPipeline> pipelines;
    private final long[] readThrough;

    /** @param pipelines one for each partition, of which none has read anything */
    DetectionPipelines(List<DetectionPipeline> pipelines) {
        this.pipelines = List.copyOf(pipelines);
        this.readThrough = new long[pipelines.size()];
        Arrays.fill(readThrough, NOTHING);
    }

    /** Processes the next record of a partition's response log. */
    DetectionResult process(ResponseRecord record) {
        int partition = record.position().partition();
        DetectionResult result = pipelines.get(partition).process(record);
        readThrough[partition] = record.position().offset();
        result.findings().forEach(DetectionPipelines::log);
        return result;
    }

    private static void log(Finding finding) {
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

    /** The last response-log offset that was processed, -1 before the first. */
    long readThrough(int partition) {
        return readThrough[partition];
    }

    /** Number of the decision in force at the partition's cursor; empty before the first record. */
    OptionalLong inForce(int partition) {
        return readThrough[partition] == NOTHING
                ? OptionalLong.empty()
                : OptionalLong.of(pipelines.get(partition).chain().number());
    }
}
