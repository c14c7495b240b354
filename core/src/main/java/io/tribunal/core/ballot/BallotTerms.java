package io.tribunal.core.ballot;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What is fixed when a ballot opens (PROTOCOL 5): the entry, the rules and the electorate at its position, and the start.
 *
 * @param requestHash SHA-256 of the business record's value
 * @param nonVoting executors whose answers are compared with the decision but do not count; disjoint from the electorate
 * @param start elapsed ms of the response log when the cursor reached the entry
 * @param contextRoot root of the admission context at this entry; present where responses carry a state root
 * @param oneHonest f + 1 of genesis
 */
public record BallotTerms(
        LogPosition position,
        Hash requestHash,
        RequestId requestId,
        ClientId clientId,
        String operation,
        Policy policy,
        SortedSet<ExecutorId> electorate,
        SortedSet<ExecutorId> nonVoting,
        long start,
        Optional<Hash> contextRoot,
        int oneHonest) {

    /** Whether responses carry a state root here. */
    public boolean rootDue() {
        return contextRoot.isPresent();
    }

    /** The number of equal votes that decide on a state. */
    public int needed() {
        return QuorumSpec.majority(electorate.size(), floor());
    }

    /** The least number of equal votes by which the policy's adjudicator publishes an output; never below f + 1. */
    public int votesNeeded() {
        return switch (policy.voting().adjudication()) {
            case EXACT_MAJORITY -> needed();
            case UNANIMOUS -> Math.max(electorate.size(), floor());
            case WEIGHTED, BEHAVIOUR_STATE -> floor();
        };
    }

    private int floor() {
        return Math.max(policy.voting().minQuorum(), oneHonest);
    }

    /** Elapsed ms after which the ballot is overdue; {@code Long.MAX_VALUE} instead of an overflow. */
    public long deadline() {
        long allowed = policy.deadlineOf(operation);
        return allowed > Long.MAX_VALUE - start ? Long.MAX_VALUE : start + allowed;
    }

    /** The terms of the same ballot restarted at a later time. */
    public BallotTerms restartedAt(long elapsed) {
        return new BallotTerms(
                position,
                requestHash,
                requestId,
                clientId,
                operation,
                policy,
                electorate,
                nonVoting,
                elapsed,
                contextRoot,
                oneHonest);
    }
}
