package io.tribunal.core.isolation;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.QuorumSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every executor of a deployment and its status. Immutable. */
public record Membership(SortedMap<ExecutorId, Member> members) {
    public Membership {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /** All ACTIVE. */
    public static Membership of(Collection<ExecutorId> executors) {
        SortedMap<ExecutorId, Member> members = new TreeMap<>();
        executors.forEach(executor -> members.put(executor, Member.NEW));
        return new Membership(members);
    }

    public Optional<Member> find(ExecutorId executor) {
        return Optional.ofNullable(members.get(executor));
    }

    /** The electorate. */
    public SortedSet<ExecutorId> active() {
        SortedSet<ExecutorId> active = new TreeSet<>();
        members.forEach((executor, member) -> {
            if (member.status() == MemberStatus.ACTIVE) {
                active.add(executor);
            }
        });
        return Collections.unmodifiableSortedSet(active);
    }

    /** How many equal votes decide among those who are ACTIVE: it follows them, but never below the floor. */
    public int quorum(int minQuorum) {
        return QuorumSpec.majority(active().size(), minQuorum);
    }

    /** After a decision of that number, or empty when the event cannot happen here. */
    Optional<Membership> after(MembershipEvent event, long number, Outcome outcome) {
        return find(event.executor())
                .flatMap(member -> member.after(event, number)
                        .map(changed -> outcome == Outcome.ENFORCED ? changed : member.noted(number)))
                .map(changed -> with(event.executor(), changed));
    }

    private Membership with(ExecutorId executor, Member member) {
        SortedMap<ExecutorId, Member> changed = new TreeMap<>(members);
        changed.put(executor, member);
        return new Membership(changed);
    }
}
