package io.tribunal.core.pipeline;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.detection.Finding;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.partition.Event;
import io.tribunal.core.recovery.Checkpoint;
import java.util.List;

/**
 * What one response-log record leads to, each list in order.
 *
 * @param events of the voting
 * @param observations what the detectors see of it
 * @param findings changes of the detectors' levels
 * @param proposals decisions that follow, ready to be endorsed
 * @param checkpoints agreed states from which other readers may begin, ready to be signed
 */
public record DetectionResult(
        List<Event> events,
        List<Observation> observations,
        List<Finding> findings,
        List<IsolationProposal> proposals,
        List<Checkpoint> checkpoints) {
    public DetectionResult {
        events = List.copyOf(events);
        observations = List.copyOf(observations);
        findings = List.copyOf(findings);
        proposals = List.copyOf(proposals);
        checkpoints = List.copyOf(checkpoints);
    }
}
