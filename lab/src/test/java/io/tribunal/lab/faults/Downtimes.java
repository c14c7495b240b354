package io.tribunal.lab.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When each executor was down, epoch ms, and which executors were told to be faulty. */
final class Downtimes {
    private record Downtime(String executor, long from, long to) {}

    private final List<Downtime> all = new ArrayList<>();
    private final Set<String> faulty = new HashSet<>();

    void add(String executor, long from, long to) {
        all.add(new Downtime(executor, from, to));
    }

    void addFaulty(String executor) {
        faulty.add(executor);
    }

    boolean isFaulty(String executor) {
        return faulty.contains(executor);
    }

    /** Whether the executor was down at some time between an entry's arrival and its ballot's deadline. */
    boolean excuse(String executor, long arrival, long deadline) {
        return all.stream()
                .anyMatch(down ->
                        down.executor().equals(executor) && arrival <= down.to() && down.from() <= arrival + deadline);
    }
}
