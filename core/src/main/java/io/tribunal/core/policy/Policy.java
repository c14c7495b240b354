package io.tribunal.core.policy;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.detection.DetectionPolicy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of voting that genesis sets and a signed Policy entry changes (PROTOCOL 3, 5). Times in ms, sizes in bytes.
 *
 * @param stateful whether responses carry state digests that must agree
 * @param minQuorum the least number of equal votes, f + 1 or more
 * @param deadline default deadline of a ballot, in elapsed ms of the response log
 * @param heartbeat how often an idle executor writes an empty batch
 * @param maxStep the most by which one response-log record moves elapsed time
 * @param maxValidity how far past its append time an entry's notAfter may lie
 * @param maxOutput size of one output; a longer one is REFUSED with TOO_LARGE
 * @param maxHeld bytes of responses beyond the cursor that are held for one executor
 * @param maxOpenBallots ballots of one partition that may be open at once; the cursor waits beyond that
 * @param checkpointInterval business offsets between two state roots
 * @param restoreBallots inherited deviations after which each further one counts as fresh again
 * @param embedCertificates whether a verdict carries its supporters' signed responses
 * @param acceptedFingerprints CRC-64-AVRO fingerprints of the payload schemas that are accepted
 * @param operations what differs from the defaults, by operation
 * @param adjudication how the outputs of a ballot become one
 * @param behaviour how an executor's answers may follow each other, if that is watched
 * @param detection when evidence against an executor is enough
 * @param isolation how decisions about membership are taken
 */
public record Policy(
        boolean stateful,
        int minQuorum,
        long deadline,
        long heartbeat,
        long maxStep,
        long maxValidity,
        int maxOutput,
        int maxHeld,
        int maxOpenBallots,
        int checkpointInterval,
        int restoreBallots,
        boolean embedCertificates,
        List<Long> acceptedFingerprints,
        SortedMap<String, OperationPolicy> operations,
        Adjudication adjudication,
        Optional<BehaviourModel> behaviour,
        DetectionPolicy detection,
        IsolationPolicy isolation) {
    public Policy {
        requirePositive("minQuorum", minQuorum);
        requirePositive("deadline", deadline);
        requirePositive("heartbeat", heartbeat);
        requirePositive("maxStep", maxStep);
        requirePositive("maxValidity", maxValidity);
        requirePositive("maxOutput", maxOutput);
        requirePositive("maxHeld", maxHeld);
        requirePositive("maxOpenBallots", maxOpenBallots);
        requirePositive("checkpointInterval", checkpointInterval);
        requirePositive("restoreBallots", restoreBallots);
        acceptedFingerprints = List.copyOf(acceptedFingerprints);
        operations = Collections.unmodifiableSortedMap(new TreeMap<>(operations));
        if (adjudication == Adjudication.BEHAVIOUR_STATE && behaviour.isEmpty()) {
            throw new IllegalArgumentException("policy.adjudication BEHAVIOUR_STATE needs policy.behaviour");
        }
    }

    /** The same rules with another adjudicator and behaviour model. */
    public Policy adjudicatedBy(Adjudication rule, Optional<BehaviourModel> model) {
        return with(stateful, rule, model, detection, isolation);
    }

    /** The same rules for a service without state. */
    public Policy stateless() {
        return with(false, adjudication, behaviour, detection, isolation);
    }

    /** The same rules of voting, with others for those who deviate. */
    public Policy watchedBy(DetectionPolicy levels, IsolationPolicy consequences) {
        return with(stateful, adjudication, behaviour, levels, consequences);
    }

    private Policy with(
            boolean state,
            Adjudication rule,
            Optional<BehaviourModel> model,
            DetectionPolicy levels,
            IsolationPolicy consequences) {
        return new Policy(
                state,
                minQuorum,
                deadline,
                heartbeat,
                maxStep,
                maxValidity,
                maxOutput,
                maxHeld,
                maxOpenBallots,
                checkpointInterval,
                restoreBallots,
                embedCertificates,
                acceptedFingerprints,
                operations,
                rule,
                model,
                levels,
                consequences);
    }

    /** The rules a new deployment starts from; quorum, fingerprints and operations are its own. */
    public static Policy defaults(QuorumSpec quorum, List<Long> acceptedFingerprints) {
        return new Policy(
                true,
                quorum.oneHonest(),
                5_000,
                500,
                2_000,
                24 * 3_600_000L,
                64 << 10,
                8 << 20,
                10_000,
                1_000,
                256,
                true,
                acceptedFingerprints,
                Collections.unmodifiableSortedMap(new TreeMap<>(Map.of())),
                Adjudication.EXACT_MAJORITY,
                Optional.empty(),
                DetectionPolicy.defaults(),
                IsolationPolicy.defaults(quorum));
    }

    public long deadlineOf(String operation) {
        OperationPolicy own = operations.get(operation);
        return own == null ? deadline : own.deadline();
    }

    public NormalizationProfile profileOf(String operation) {
        OperationPolicy own = operations.get(operation);
        return own == null ? NormalizationProfile.NONE : own.profile();
    }

    public boolean accepts(long fingerprint) {
        return acceptedFingerprints.contains(fingerprint);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("policy." + name + " must be positive, not " + value);
        }
    }
}
