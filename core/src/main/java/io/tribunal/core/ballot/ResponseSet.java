package io.tribunal.core.ballot;

import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The responses that a ballot has counted: the first one of each executor, and those that prove an equivocation. */
final class ResponseSet {
    private final SortedMap<ExecutorId, CountedResponse> votes = new TreeMap<>();
    private final SortedMap<ExecutorId, CountedResponse> nonVoting = new TreeMap<>();
    private final SortedMap<ExecutorId, CountedResponse> shownVotes = Collections.unmodifiableSortedMap(votes);
    private final SortedMap<ExecutorId, CountedResponse> shownNonVoting = Collections.unmodifiableSortedMap(nonVoting);
    private final SortedSet<ExecutorId> equivocators = new TreeSet<>();
    private final List<CountedResponse> inOrder = new ArrayList<>();

    /** What a response changes. */
    enum Effect {
        FIRST,
        EQUIVOCATION,
        DUPLICATE
    }

    /**
     * Adds a response of an executor that has not equivocated yet.
     *
     * @param hasVote whether the executor is in the electorate
     */
    Effect add(CountedResponse response, boolean hasVote) {
        CountedResponse first = (hasVote ? votes : nonVoting).putIfAbsent(response.executor(), response);
        if (first != null && !response.equivocates(first)) {
            return Effect.DUPLICATE;
        }
        inOrder.add(response);
        if (first == null) {
            return Effect.FIRST;
        }
        equivocators.add(response.executor());
        return Effect.EQUIVOCATION;
    }

    boolean hasEquivocated(ExecutorId executor) {
        return equivocators.contains(executor);
    }

    /** The first response of each member of the electorate. */
    SortedMap<ExecutorId, CountedResponse> votes() {
        return shownVotes;
    }

    /** The first response of each non-voting executor. */
    SortedMap<ExecutorId, CountedResponse> nonVoting() {
        return shownNonVoting;
    }

    /** All of them, in the order in which they were added. */
    List<CountedResponse> inOrder() {
        return Collections.unmodifiableList(inOrder);
    }

    void dropContents() {
        inOrder.forEach(CountedResponse::drop);
    }

    void clear() {
        dropContents();
        votes.clear();
        nonVoting.clear();
        equivocators.clear();
        inOrder.clear();
    }
}
