package io.tribunal.simulation;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.StatePolicy;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds the policy of a simulated deployment; the defaults are those of a new real one. Every operation masks {@code /time}. */
public final class SimPolicy {
    private static final NormalizationProfile MASK =
            new NormalizationProfile(List.of("/time"), new TreeMap<>(), List.of(), List.of(), List.of());

    private boolean stateful = true;
    private long deadline = 5_000;
    private int maxHeld = 8 << 20;
    private int maxOpenBallots = 10_000;
    private int checkpointInterval = 1_000;
    private int restoreBallots = 256;
    private Adjudication adjudication = Adjudication.EXACT_MAJORITY;
    private Optional<BehaviourModel> behaviour = Optional.empty();
    private Optional<IsolationPolicy> isolation = Optional.empty();

    public SimPolicy stateless() {
        stateful = false;
        return this;
    }

    public SimPolicy deadline(long elapsed) {
        deadline = elapsed;
        return this;
    }

    public SimPolicy maxHeld(int bytes) {
        maxHeld = bytes;
        return this;
    }

    public SimPolicy maxOpenBallots(int ballots) {
        maxOpenBallots = ballots;
        return this;
    }

    public SimPolicy checkpointInterval(int offsets) {
        checkpointInterval = offsets;
        return this;
    }

    public SimPolicy restoreBallots(int ballots) {
        restoreBallots = ballots;
        return this;
    }

    /** Sets another adjudicator and, optionally, a behaviour model. */
    public SimPolicy adjudicatedBy(Adjudication rule, Optional<BehaviourModel> model) {
        adjudication = rule;
        behaviour = model;
        return this;
    }

    public SimPolicy isolation(IsolationPolicy policy) {
        isolation = Optional.of(policy);
        return this;
    }

    public Policy build(int executors) {
        Policy defaults = Policy.defaults(new QuorumSpec(executors), PayloadCodec.fingerprints());
        TreeMap<String, OperationPolicy> operations = new TreeMap<>();
        Stream.of("PUT", "GET", "REMOVE")
                .forEach(name -> operations.put(name, new OperationPolicy(name, deadline, MASK)));
        return new Policy(
                defaults.voting().withAdjudication(adjudication, behaviour),
                defaults.timing().withDeadline(deadline),
                defaults.limits().withMaxHeld(maxHeld).withMaxOpenBallots(maxOpenBallots),
                new StatePolicy(stateful, checkpointInterval, restoreBallots),
                defaults.payloads().withOperations(operations),
                defaults.detection(),
                isolation.orElse(defaults.isolation()));
    }
}
