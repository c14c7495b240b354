package io.tribunal.simulation;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.Role;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.state.StateDigest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Draws random control entries, sensible or not: voids, other policies, new keys, executors that leave and return. */
final class ControlEntryGenerator {
    private final SimRoot root;
    private final ExpectedOutcomes expected;
    private final int partition;
    private final List<ExecutorId> executors;
    private final int oneHonest;
    private final Random random;
    private int keys;

    ControlEntryGenerator(SimDeployment deployment, ExpectedOutcomes expected, int partition, Random random) {
        this.root = new SimRoot(deployment);
        this.expected = expected;
        this.partition = partition;
        this.executors = deployment.genesis().executors();
        this.oneHonest = deployment.genesis().executorQuorum().oneHonest();
        this.random = random;
    }

    PlannedEntry next(int entries) {
        return switch (random.nextInt(8)) {
            case 0 -> root.decide(new Action.ChangePolicy(policy()));
            case 1 -> root.decide(new Action.RegisterKey(SimKeys.registered("late" + keys++, Role.CLIENT)));
            case 2, 3 -> root.decide(voidOf(random.nextInt(entries)));
            default -> membership().orElseGet(() -> root.decide(voidOf(random.nextInt(entries))));
        };
    }

    /** A random change of one executor's status among those that are possible now, if any. */
    private Optional<PlannedEntry> membership() {
        ExecutorId executor = executors.get(random.nextInt(executors.size()));
        Member member = root.chain().membership().find(executor).orElseThrow();
        List<IsolationProposal> possible = Stream.of(
                        new MembershipEvent.Isolate(executor, DeviationClass.WRONG),
                        new MembershipEvent.Down(executor),
                        new MembershipEvent.Up(executor),
                        new MembershipEvent.Probation(executor),
                        new MembershipEvent.Readmit(executor, member.isolation()))
                .map(event -> root.proposal(event, evidencePartition(member)))
                .filter(root.chain()::allows)
                .filter(proposal -> member.status() != MemberStatus.ACTIVE || mayExcludeOne())
                .toList();
        return possible.isEmpty()
                ? Optional.empty()
                : Optional.of(root.decide(
                        possible.get(random.nextInt(possible.size())),
                        random.nextInt(6) == 0 ? Enforcement.MONITORED : Enforcement.ENFORCED));
    }

    /** Mostly this partition, because only the partition of the evidence observes the executor. */
    private int evidencePartition(Member member) {
        boolean begins = member.status() == MemberStatus.ACTIVE;
        return begins ? partition + (random.nextInt(4) == 0 ? 1 : 0) : member.partition();
    }

    private boolean mayExcludeOne() {
        return root.chain().membership().active().size() > oneHonest;
    }

    private Action voidOf(long offset) {
        ExpectedResponse expectedResponse = expected.responses().get(offset);
        Hash before = expectedResponse == null
                ? StateDigest.INITIAL
                : expectedResponse.before().orElse(StateDigest.INITIAL);
        return new Action.VoidState(partition, offset, before);
    }

    private Policy policy() {
        Adjudication[] rules = Adjudication.values();
        return new SimPolicy()
                .maxHeld(1 + random.nextInt(2_000))
                .maxOpenBallots(1 + random.nextInt(6))
                .checkpointInterval(1 + random.nextInt(5))
                .restoreBallots(1 + random.nextInt(3))
                .deadline(1 + random.nextInt(5_000))
                .adjudicatedBy(rules[random.nextInt(rules.length)], Optional.of(model()))
                .isolation(new IsolationPolicy(
                        IsolationPolicy.Enforcement.ENFORCE, 1, 1 + random.nextInt(3), 1 + random.nextInt(3)))
                .build(executors.size());
    }

    private BehaviourModel model() {
        return random.nextBoolean() ? SimBehaviourModels.lieDetecting() : SimBehaviourModels.alternating();
    }
}
