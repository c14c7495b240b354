package io.tribunal.ingest;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which verdict partitions are to be read, and which are: a sender waits until the partitions that it is about to write
 * to are read, and they stay so for as long as one of its requests can wait for a verdict. Thread-safe.
 */
final class PartitionsInUse {
    private final long keptNanos;
    private final Runnable onWanted;
    private final Map<Integer, Long> lastUse = new HashMap<>();
    /** By partition: how many threads wait until it is read. */
    private final Map<Integer, Integer> awaited = new HashMap<>();

    private final Set<Integer> read = new HashSet<>();

    /**
     * Nothing is in use yet.
     *
     * @param kept how long a partition is in use after the last call of {@link #use}
     * @param onWanted wakes up the reader
     */
    PartitionsInUse(Duration kept, Runnable onWanted) {
        this.keptNanos = kept.toNanos();
        this.onWanted = onWanted;
    }

    /** Waits until the partitions are read. All that is appended to them from then on is read. */
    synchronized void use(Collection<Integer> partitions) throws InterruptedException {
        Set<Integer> wanted = Set.copyOf(partitions);
        wanted.forEach(partition -> awaited.merge(partition, 1, Integer::sum));
        try {
            if (!read.containsAll(wanted)) {
                notifyAll();
                onWanted.run();
            }
            while (!read.containsAll(wanted)) {
                wait();
            }
            long now = System.nanoTime();
            wanted.forEach(partition -> lastUse.put(partition, now));
        } finally {
            wanted.forEach(partition ->
                    awaited.computeIfPresent(partition, (number, threads) -> threads == 1 ? null : threads - 1));
        }
    }

    /**
     * The partitions that the reader is to read from now on. Of these, the ones that it did not read before are read
     * only when {@link #nowRead} says so.
     *
     * @param nanos of {@link System#nanoTime}
     */
    synchronized Set<Integer> wanted(long nanos) {
        lastUse.values().removeIf(last -> nanos - last > keptNanos);
        Set<Integer> wanted = new HashSet<>(lastUse.keySet());
        wanted.addAll(awaited.keySet());
        read.retainAll(wanted);
        return wanted;
    }

    /** The reader reads these partitions. */
    synchronized void nowRead(Collection<Integer> partitions) {
        if (read.addAll(partitions)) {
            notifyAll();
        }
    }

    /** Waits until a partition is wanted that is not read, but not for longer than that; it may return earlier. */
    @SuppressWarnings("WaitNotInLoop") // the caller looks again in a loop of its own
    synchronized void awaitWanted(Duration atMost) throws InterruptedException {
        if (read.containsAll(awaited.keySet())) {
            wait(atMost.toMillis());
        }
    }
}
