package io.tribunal.cli.root;

import io.tribunal.core.partition.UnsettledEntry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What ROOT must know before it orders anything.
 *
 * @param stopped by partition, the entry without an agreed state for whose Void the entries behind it wait
 */
public record RootStatus(RulesInForce rules, SortedMap<Integer, UnsettledEntry> stopped) {
    /** Reads the decisions, and replays the voting on each partition from its beginning. */
    public static RootStatus read(DecisionReader reader) {
        reader.readToEnd();
        SortedMap<Integer, UnsettledEntry> stopped = new TreeMap<>();
        for (int partition = 0; partition < reader.logs().genesis().partitions(); partition++) {
            int number = partition;
            reader.logs()
                    .voting(partition)
                    .unsettled()
                    .filter(UnsettledEntry::isStopped)
                    .ifPresent(entry -> stopped.put(number, entry));
        }
        return new RootStatus(reader.rules(), stopped);
    }
}
