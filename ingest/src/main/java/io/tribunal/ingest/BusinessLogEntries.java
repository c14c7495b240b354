package io.tribunal.ingest;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.CertifiedVoid;
import io.tribunal.ingest.check.EntrySource;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.check.UnreadableException;
import io.tribunal.kafka.log.LogRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What checks need of business-log. Where a Void stands is looked for only when one was certified of an earlier entry of the
 * partition: first among what was appended after the entry, which is little. Only when a copy of its control entry is there,
 * the control entries of the partition are replayed from its beginning, since that alone tells which copy was applied. Both go
 * on at the next try from where time ran out. Not safe for use by several threads.
 */
final class BusinessLogEntries implements EntrySource {
    private static final int REMEMBERED = 1_024;

    private final String businessLog;
    private final LogReader logs;
    private final SignatureVerifier signatures;
    private final Map<Integer, ControlReplay> replays = new HashMap<>();
    private final Map<LogPosition, ControlSearch> searches = new LatestEntries<>(REMEMBERED);

    BusinessLogEntries(String businessLog, LogReader logs, SignatureVerifier signatures) {
        this.businessLog = businessLog;
        this.logs = logs;
        this.signatures = signatures;
    }

    @Override
    public Optional<BusinessRecord> entryAt(LogPosition position) {
        return logs.recordAt(log(position.partition()), position.offset()).map(LogRecords::business);
    }

    private TopicPartition log(int partition) {
        return new TopicPartition(businessLog, partition);
    }

    @Override
    public long countedFrom(Trust trust, LogPosition entry) {
        List<CertifiedVoid> voids = trust.history().voidsBefore(entry);
        if (voids.isEmpty() || !isAnyAfter(entry, voids)) {
            return 0;
        }
        ControlReplay replay = replays.computeIfAbsent(
                entry.partition(),
                partition -> new ControlReplay(new PartitionAdmission(partition, trust.deployment(), signatures)));
        read(replay, log(entry.partition()));
        long from = 0;
        for (CertifiedVoid certified : voids) {
            long at = replay.appliedAt.getOrDefault(certified.decision(), 0L);
            from = at > entry.offset() ? Math.max(from, at) : from;
        }
        return from;
    }

    /** Whether a control entry of one of these decisions was appended after the entry. */
    private boolean isAnyAfter(LogPosition entry, List<CertifiedVoid> voids) {
        ControlSearch search = searches.computeIfAbsent(entry, position -> new ControlSearch(position.offset() + 1));
        search.voids = voids;
        read(search, log(entry.partition()));
        return search.found;
    }

    private void read(ControlReading reading, TopicPartition log) {
        long end = logs.end(log);
        if (reading.next < end) {
            reading.next = logs.read(log, reading.next, end, record -> {
                reading.take(LogRecords.business(record));
                reading.next = record.offset() + 1;
            });
        }
        if (reading.next < end) {
            throw new UnreadableException(
                    "where a Void stands in " + log + " is not known yet: read up to offset " + reading.next, true);
        }
    }

    /** A reading of a partition that goes on from where it stands. */
    private abstract static class ControlReading {
        private long next;

        private ControlReading(long from) {
            this.next = from;
        }

        abstract void take(BusinessRecord record);
    }

    /** Looks for a control entry of some decisions, applied or not. */
    private static final class ControlSearch extends ControlReading {
        private List<CertifiedVoid> voids = List.of();
        private boolean found;

        private ControlSearch(long from) {
            super(from);
        }

        @Override
        void take(BusinessRecord record) {
            found = found || control(record).filter(this::isWanted).isPresent();
        }

        private boolean isWanted(Control control) {
            return voids.stream()
                    .anyMatch(certified ->
                            certified.decision() == control.decision().number());
        }
    }

    /** Applies the control entries by the rules of admission. */
    private static final class ControlReplay extends ControlReading {
        private final PartitionAdmission admission;
        private final Map<Long, Long> appliedAt = new HashMap<>();

        private ControlReplay(PartitionAdmission admission) {
            super(0);
            this.admission = admission;
        }

        @Override
        void take(BusinessRecord record) {
            boolean isRule = record.offset() == 0 || control(record).isPresent();
            if (isRule && decide(record) instanceof Decision.Applied applied) {
                appliedAt.put(applied.control().decision().number(), record.offset());
            }
        }

        private Decision decide(BusinessRecord record) {
            try {
                return admission.decide(record);
            } catch (BadGenesisException other) {
                throw new UnreadableException(String.valueOf(other.getMessage()), false);
            }
        }
    }

    private static Optional<Control> control(BusinessRecord record) {
        return record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Control control
                ? Optional.of(control)
                : Optional.empty();
    }
}
