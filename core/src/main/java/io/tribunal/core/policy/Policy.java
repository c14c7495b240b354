package io.tribunal.core.policy;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.detection.DetectionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules of voting that genesis sets and a signed Policy entry changes (PROTOCOL 3, 5).
 *
 * @param voting how the responses of a ballot become a verdict
 * @param timing deadlines and heartbeats
 * @param limits the bounds that the deployment chooses
 * @param state what executors say about their state
 * @param payloads what may be asked and how outputs are compared
 * @param detection when evidence against an executor is enough
 * @param isolation how decisions about membership are taken
 */
public record Policy(
        VotingPolicy voting,
        TimingPolicy timing,
        LimitPolicy limits,
        StatePolicy state,
        PayloadPolicy payloads,
        DetectionPolicy detection,
        IsolationPolicy isolation) {
    public Policy {
        if (voting.adjudication() == Adjudication.BEHAVIOUR_STATE
                && voting.behaviour().isEmpty()) {
            throw new IllegalArgumentException("policy.adjudication BEHAVIOUR_STATE needs policy.behaviour");
        }
    }

    /** The rules a new deployment starts from; quorum, fingerprints and operations are its own. */
    public static Policy defaults(QuorumSpec quorum, List<Long> acceptedFingerprints) {
        return new Policy(
                new VotingPolicy(quorum.oneHonest(), Adjudication.EXACT_MAJORITY, Optional.empty(), true),
                new TimingPolicy(5_000, 500, 2_000, 24 * 3_600_000L),
                new LimitPolicy(64 << 10, 8 << 20, 10_000),
                new StatePolicy(true, 1_000, 256),
                new PayloadPolicy(acceptedFingerprints, new TreeMap<>()),
                DetectionPolicy.defaults(),
                IsolationPolicy.defaults(quorum));
    }

    public Policy withVoting(VotingPolicy other) {
        return new Policy(other, timing, limits, state, payloads, detection, isolation);
    }

    public Policy withTiming(TimingPolicy other) {
        return new Policy(voting, other, limits, state, payloads, detection, isolation);
    }

    public Policy withLimits(LimitPolicy other) {
        return new Policy(voting, timing, other, state, payloads, detection, isolation);
    }

    public Policy withState(StatePolicy other) {
        return new Policy(voting, timing, limits, other, payloads, detection, isolation);
    }

    public Policy withPayloads(PayloadPolicy other) {
        return new Policy(voting, timing, limits, state, other, detection, isolation);
    }

    public Policy withDetection(DetectionPolicy other) {
        return new Policy(voting, timing, limits, state, payloads, other, isolation);
    }

    public Policy withIsolation(IsolationPolicy other) {
        return new Policy(voting, timing, limits, state, payloads, detection, other);
    }

    /** The same rules with another adjudicator and behaviour model. */
    public Policy withAdjudication(Adjudication rule, Optional<BehaviourModel> model) {
        return withVoting(voting.withAdjudication(rule, model));
    }

    public long deadlineOf(String operation) {
        OperationPolicy own = payloads.operations().get(operation);
        return own == null ? timing.deadline() : own.deadline();
    }

    /** The longest deadline that a ballot of any operation can have. */
    public long longestDeadline() {
        long longest = timing.deadline();
        for (OperationPolicy own : payloads.operations().values()) {
            longest = Math.max(longest, own.deadline());
        }
        return longest;
    }

    public NormalizationProfile profileOf(String operation) {
        OperationPolicy own = payloads.operations().get(operation);
        return own == null ? NormalizationProfile.NONE : own.profile();
    }

    public boolean accepts(long fingerprint) {
        return payloads.acceptedFingerprints().contains(fingerprint);
    }

    static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("policy." + name + " must be positive, not " + value);
        }
    }
}
