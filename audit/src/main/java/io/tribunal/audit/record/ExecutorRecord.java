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
 * @param sums the detectors' highest sum of each class
 * @param peers latencies of all other executors together
 */
public record ExecutorRecord(
        ExecutorId executor, Member member, StandingCounts standings, Map<DeviationClass, Sum> sums, Latencies peers) {

    /**
     * A detector's sum against an executor in one partition and class.
     *
     * @param statistic micro-nats
     */
    public record Sum(int partition, long statistic, Level level) {}

    /**
     * The records of all executors, ascending by id.
     *
     * @param members every executor as it stands now
     * @param replays of every partition that holds responses
     */
    public static List<ExecutorRecord> of(Map<ExecutorId, Member> members, Collection<PartitionReplay> replays) {
        Map<ExecutorId, StandingCounts> standings = new TreeMap<>();
        members.keySet().forEach(executor -> standings.put(executor, standings(executor, replays)));
        return new TreeMap<>(members)
                .entrySet().stream()
                        .map(entry -> new ExecutorRecord(
                                entry.getKey(),
                                entry.getValue(),
                                standings(entry.getKey(), replays),
                                highestSums(entry.getKey(), replays),
                                peers(entry.getKey(), standings)))
                        .toList();
    }

    private static StandingCounts standings(ExecutorId executor, Collection<PartitionReplay> replays) {
        StandingCounts total = new StandingCounts();
        replays.forEach(replay -> total.add(replay.standings().getOrDefault(executor, new StandingCounts())));
        return total;
    }

    private static Map<DeviationClass, Sum> highestSums(ExecutorId executor, Collection<PartitionReplay> replays) {
        Map<DeviationClass, Sum> highest = new EnumMap<>(DeviationClass.class);
        for (DeviationClass kind : DeviationClass.values()) {
            replays.stream()
                    .map(replay -> replay.sum(executor, kind))
                    .max(Comparator.comparingLong(Sum::statistic)
                            .thenComparing(
                                    Comparator.comparingInt(Sum::partition).reversed()))
                    .ifPresent(sum -> highest.put(kind, sum));
        }
        return highest;
    }

    private static Latencies peers(ExecutorId executor, Map<ExecutorId, StandingCounts> standings) {
        Latencies peers = new Latencies();
        standings.forEach((other, counts) -> {
            if (!other.equals(executor)) {
                peers.add(counts.latencies());
            }
        });
        return peers;
    }
}
