package io.tribunal.core.isolation;

import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.QuorumSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every executor of a deployment and its status. Immutable, equal when all statuses are. */
public final class Membership {
    private final SortedMap<ExecutorId, Member> members;
    private final SortedSet<ExecutorId> active;
    private final SortedSet<ExecutorId> settled;

    private Membership(SortedMap<ExecutorId, Member> members) {
        this.members = Collections.unmodifiableSortedMap(members);
        this.active = those(member -> member.status() == MemberStatus.ACTIVE);
        this.settled = those(member -> member.isolation() > 0);
    }

    /** All ACTIVE. */
    public static Membership of(Collection<ExecutorId> executors) {
        SortedMap<ExecutorId, Member> members = new TreeMap<>();
        executors.forEach(executor -> members.put(executor, Member.NEW));
        return new Membership(members);
    }

    public SortedMap<ExecutorId, Member> members() {
        return members;
    }

    public Optional<Member> find(ExecutorId executor) {
        return Optional.ofNullable(members.get(executor));
    }

    /** The electorate. */
    public SortedSet<ExecutorId> active() {
        return active;
    }

    /** The number of equal votes that decides: a majority of the ACTIVE executors, but never below the minimum. */
    public int quorum(int minQuorum) {
        return QuorumSpec.majority(active.size(), minQuorum);
    }

    /** Executors whose answers in that partition are compared with the decisions without counting as votes. */
    public SortedSet<ExecutorId> nonVotingIn(int partition) {
        return those(member -> member.isNonVotingIn(partition));
    }

    /** Executors that were isolated and are not readmitted: their earlier deviations have had their consequence. */
    public SortedSet<ExecutorId> settled() {
        return settled;
    }

    private SortedSet<ExecutorId> those(Predicate<Member> wanted) {
        SortedSet<ExecutorId> found = new TreeSet<>();
        members.forEach((executor, member) -> {
            if (wanted.test(member)) {
                found.add(executor);
            }
        });
        return Collections.unmodifiableSortedSet(found);
    }

    /** After a decision of that number, or empty when the proposed event cannot happen here. */
    Optional<Membership> after(IsolationProposal proposal, long number, Enforcement outcome) {
        return find(proposal.executor())
                .flatMap(member -> member.after(proposal, number)
                        .map(changed -> outcome == Enforcement.ENFORCED ? changed : member.noted(number)))
                .map(changed -> with(proposal.executor(), changed));
    }

    private Membership with(ExecutorId executor, Member member) {
        SortedMap<ExecutorId, Member> changed = new TreeMap<>(members);
        changed.put(executor, member);
        return new Membership(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Membership that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
