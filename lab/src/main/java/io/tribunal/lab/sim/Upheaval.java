package io.tribunal.lab.sim;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.Role;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.state.StateDigest;
import java.util.Optional;
import java.util.Random;

/** Draws control entries, sensible or not: voids, other policies, keys that come and go. */
final class Upheaval {
    private final SimRoot root;
    private final Truth truth;
    private final int partition;
    private final int executors;
    private final Random random;
    private int keys;

    Upheaval(SimDeployment deployment, Truth truth, int partition, Random random) {
        this.root = new SimRoot(deployment);
        this.truth = truth;
        this.partition = partition;
        this.executors = deployment.executors().size();
        this.random = random;
    }

    PlannedEntry next(int entries) {
        return root.decide(
                switch (random.nextInt(4)) {
                    case 0 -> new Action.ChangePolicy(policy());
                    case 1 -> new Action.RegisterKey(SimKeys.registered("late" + keys++, Role.CLIENT));
                    default -> voidOf(random.nextInt(entries));
                });
    }

    private Action voidOf(long offset) {
        Fact fact = truth.facts().get(offset);
        Hash before = fact == null ? StateDigest.INITIAL : fact.before().orElse(StateDigest.INITIAL);
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
                .build(executors);
    }

    private BehaviourModel model() {
        return random.nextBoolean() ? SimBehaviour.watchful() : SimBehaviour.nervous();
    }
}
