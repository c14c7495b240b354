package io.tribunal.cli.output;

import io.tribunal.statestore.state.CommittedState;

/** Where the chains of one partition's verdicts end, on one line. */
public final class PartitionStateText {
    private PartitionStateText() {}

    public static String of(CommittedState.Summary partition) {
        return partition.partition() + " verdicts=" + partition.verdicts() + " digest=" + partition.digest() + " last="
                + partition.lastVerdict() + " held=" + partition.held()
                + partition.broken().map(cause -> " BROKEN " + cause).orElse("");
    }
}
