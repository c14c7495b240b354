package io.tribunal.vote;

import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.kafka.log.PartitionLogReader;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a partition's voting to the group's committed offset: from the newest snapshot up to it, then by replaying
 * the response log without output. The machine is a pure function of the logs, so later outputs have the same bytes as
 * without a restart.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Voting voting;
    private final PartitionLogReader logs;
    private final int partition;

    Recovery(Voting voting, PartitionLogReader logs, int partition) {
        this.voting = voting;
        this.logs = logs;
        this.partition = partition;
    }

    PartitionMachine recover(SnapshotStore snapshots, long committed) {
        Optional<SnapshotStore.Stored> newest = snapshots.newestUpTo(committed);
        PartitionMachine machine = newest.map(this::restore).orElseGet(this::fresh);
        long from = newest.map(SnapshotStore.Stored::nextResponse).orElse(0L);
        long replayed = replay(machine, from, committed);
        LOG.info(
                "event=voting_recovered partition={} from={} committed={} replayed={}",
                partition,
                from,
                committed,
                replayed);
        return machine;
    }

    private PartitionMachine fresh() {
        logs.continueBusinessAfter(-1);
        return new PartitionMachine(partition, voting.deployment(), voting.signatures(), voting.encoder(), logs, logs);
    }

    private PartitionMachine restore(SnapshotStore.Stored stored) {
        PartitionMachine machine = PartitionMachine.restore(
                stored.snapshot(), partition, voting.deployment(), voting.signatures(), voting.encoder(), logs, logs);
        logs.continueBusinessAfter(stored.snapshot().handledThrough());
        return machine;
    }

    private long replay(PartitionMachine machine, long from, long committed) {
        long replayed = 0;
        Optional<ResponseRecord> record = logs.first(from, committed);
        while (record.isPresent()) {
            machine.process(record.get());
            replayed++;
            record = logs.first(record.get().position().offset() + 1, committed);
        }
        return replayed;
    }
}
