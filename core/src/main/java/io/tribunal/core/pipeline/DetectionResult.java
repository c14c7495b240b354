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
 * @param events what the voting brings forth
 * @param observations what detectors see of it
 * @param findings what the detectors make of it
 * @param proposals what is to be decided therefore, ready to be endorsed
 * @param checkpoints states that have become agreed from which others may begin, ready to be signed
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
