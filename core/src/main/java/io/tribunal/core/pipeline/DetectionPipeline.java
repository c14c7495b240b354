package io.tribunal.core.pipeline;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.Finding;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.PartitionDetector;
import io.tribunal.core.detection.Recovered;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.PartitionMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Votes on one partition again, watches, and says what should be decided: a pure function of the partition's logs, so every
 * honest validator proposes the same bytes. A proposal names the last decision about its executor that this partition
 * shows; where the order of decisions has gone on since, the proposal is stale there, and what still holds is proposed again
 * when that decision takes effect here. Not safe for use by several threads.
 */
public final class DetectionPipeline {
    private final int partition;
    private final PartitionMachine machine;
    private @Nullable Detecting detecting;

    /** A detector, and the policy that it was made for. */
    private record Detecting(DetectionPolicy policy, PartitionDetector detector) {}

    /** @param machine that has read nothing yet */
    public DetectionPipeline(int partition, PartitionMachine machine) {
        this.partition = partition;
        this.machine = machine;
    }

    /** What follows from the next record of the response log. */
    public DetectionResult process(ResponseRecord record) {
        PartitionMachine.Step step = machine.step(record);
        PartitionDetector detector = detector();
        List<Finding> findings = new ArrayList<>();
        List<IsolationProposal> proposals = new ArrayList<>();
        for (Observation observation : step.observations()) {
            List<Finding> found = detector.observe(observation);
            findings.addAll(found);
            found.forEach(finding -> proposal(finding).ifPresent(proposals::add));
            if (observation instanceof Recovered recovered) {
                proposal(recovered).ifPresent(proposals::add);
            }
        }
        return new DetectionResult(step.events(), step.observations(), findings, proposals, step.checkpoints());
    }

    /** Another detection policy starts all sums anew. */
    private PartitionDetector detector() {
        DetectionPolicy policy = chain().policy().detection();
        if (detecting == null || !detecting.policy().equals(policy)) {
            detecting = new Detecting(policy, new PartitionDetector(partition, policy));
        }
        return detecting.detector();
    }

    private Optional<IsolationProposal> proposal(Finding finding) {
        return chain().membership()
                .find(finding.grounds().executor())
                .flatMap(member -> IsolationProposal.of(
                        chain().deployment(), finding, machine.hashes().root(), member.decision()))
                .filter(chain()::allows);
    }

    private Optional<IsolationProposal> proposal(Recovered recovered) {
        return chain().membership()
                .find(recovered.executor())
                .map(member -> new IsolationProposal(
                        chain().deployment(),
                        comeback(recovered, member),
                        new LogPosition(partition, recovered.observedAt()),
                        recovered.answers(),
                        List.of(recovered.first(), recovered.last()),
                        machine.hashes().root(),
                        member.decision()))
                .filter(chain()::allows);
    }

    private static MembershipEvent comeback(Recovered recovered, Member member) {
        return member.status() == MemberStatus.DOWN
                ? new MembershipEvent.Up(recovered.executor())
                : new MembershipEvent.Readmit(recovered.executor(), member.isolation());
    }

    /** Keys, policy and membership in force at the cursor; only after the first record. */
    public DecisionChain chain() {
        return machine.chain();
    }

    /** The detectors' sums and levels; empty before the first record. */
    public Optional<PartitionDetector> sums() {
        return Optional.ofNullable(detecting).map(Detecting::detector);
    }
}
