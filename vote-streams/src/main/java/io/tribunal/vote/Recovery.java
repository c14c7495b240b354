package io.tribunal.vote;

import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.kafka.log.PartitionLogs;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a partition's voting back to where the group has committed: the newest snapshot before that, then the response
 * log again in silence. The machine is a pure function of the logs, so what follows has the bytes it would have had.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Voting voting;
    private final PartitionLogs logs;
    private final int partition;

    Recovery(Voting voting, PartitionLogs logs, int partition) {
        this.voting = voting;
        this.logs = logs;
        this.partition = partition;
    }

    PartitionMachine recover(SnapshotStore snapshots, long committed) {
        Optional<SnapshotStore.Taken> newest = snapshots.newestUpTo(committed);
        PartitionMachine machine = newest.map(this::restore).orElseGet(this::fresh);
        long from = newest.map(SnapshotStore.Taken::nextResponse).orElse(0L);
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

    private PartitionMachine restore(SnapshotStore.Taken taken) {
        PartitionMachine machine = PartitionMachine.restore(
                taken.snapshot(), partition, voting.deployment(), voting.signatures(), voting.encoder(), logs, logs);
        logs.continueBusinessAfter(taken.snapshot().handledThrough());
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
