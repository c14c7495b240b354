package io.tribunal.lab.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When which executor was down, epoch ms. */
final class Downtimes {
    private record Downtime(String executor, long from, long to) {}

    private final List<Downtime> all = new ArrayList<>();
    private final Set<String> liars = new HashSet<>();

    void add(String executor, long from, long to) {
        all.add(new Downtime(executor, from, to));
    }

    /** It was told to do wrong. */
    void addLiar(String executor) {
        liars.add(executor);
    }

    boolean isLiar(String executor) {
        return liars.contains(executor);
    }

    /** Whether the executor was down at some time between an entry's arrival and its ballot's deadline. */
    boolean excuse(String executor, long arrival, long deadline) {
        return all.stream()
                .anyMatch(down ->
                        down.executor().equals(executor) && arrival <= down.to() && down.from() <= arrival + deadline);
    }
}
