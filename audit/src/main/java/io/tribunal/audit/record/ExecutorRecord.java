package io.tribunal.audit.record;

import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Level;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One executor's record over all partitions.
 *
 * @param held the highest sum of each class, and where
 * @param peers latencies of all others together
 */
public record ExecutorRecord(
        ExecutorId executor, Member member, StandingCounts tally, Map<DeviationClass, Held> held, Latencies peers) {

    /**
     * What is held against an executor in one partition and class.
     *
     * @param statistic micro-nats
     */
    public record Held(int partition, long statistic, Level level) {}

    /**
     * The records of all executors, ascending by id.
     *
     * @param members every executor as it stands now
     * @param hearings of every partition that holds responses
     */
    public static List<ExecutorRecord> of(Map<ExecutorId, Member> members, Collection<PartitionReplay> hearings) {
        Map<ExecutorId, StandingCounts> tallies = new TreeMap<>();
        members.keySet().forEach(executor -> tallies.put(executor, tally(executor, hearings)));
        return new TreeMap<>(members)
                .entrySet().stream()
                        .map(entry -> new ExecutorRecord(
                                entry.getKey(),
                                entry.getValue(),
                                tally(entry.getKey(), hearings),
                                held(entry.getKey(), hearings),
                                peers(entry.getKey(), tallies)))
                        .toList();
    }

    private static StandingCounts tally(ExecutorId executor, Collection<PartitionReplay> hearings) {
        StandingCounts sum = new StandingCounts();
        hearings.forEach(hearing -> sum.add(hearing.tallies().getOrDefault(executor, new StandingCounts())));
        return sum;
    }

    private static Map<DeviationClass, Held> held(ExecutorId executor, Collection<PartitionReplay> hearings) {
        Map<DeviationClass, Held> highest = new EnumMap<>(DeviationClass.class);
        for (DeviationClass kind : DeviationClass.values()) {
            hearings.stream()
                    .map(hearing -> hearing.held(executor, kind))
                    .max(Comparator.comparingLong(Held::statistic)
                            .thenComparing(
                                    Comparator.comparingInt(Held::partition).reversed()))
                    .ifPresent(held -> highest.put(kind, held));
        }
        return highest;
    }

    private static Latencies peers(ExecutorId executor, Map<ExecutorId, StandingCounts> tallies) {
        Latencies peers = new Latencies();
        tallies.forEach((other, tally) -> {
            if (!other.equals(executor)) {
                peers.add(tally.latencies());
            }
        });
        return peers;
    }
}
