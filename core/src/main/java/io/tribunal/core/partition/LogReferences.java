package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a snapshot refers to by offset instead of copying it: the rules, the open ballots and the held responses. */
final class LogReferences implements SnapshotPart {
    private final PartitionAdmission admission;
    private final OpenBallots open;
    private final HeldResponses heldResponses;
    private List<Long> rules = List.of();
    private List<BallotReference> ballots = List.of();
    private List<ResponseReference> held = List.of();

    LogReferences(PartitionAdmission admission, OpenBallots open, HeldResponses heldResponses) {
        this.admission = admission;
        this.open = open;
        this.heldResponses = heldResponses;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(
                admission.usedSequences(),
                window -> out.list(window, used -> out.int64(used.sequence()).int64(used.offset())));
        out.list(admission.ruleOffsets(), out::int64);
        out.list(open.all(), ballot -> BallotReference.of(ballot).writeTo(out));
        out.list(
                heldResponses.all(),
                response -> new ResponseReference(response.offset(), response.index(), 0).writeTo(out));
    }

    @Override
    public void readFrom(CanonicalReader in) {
        in.map(KeyId::new, () -> in.list(() -> new ReplayWindow.Admitted(in.int64(), in.int64())))
                .forEach((key, window) -> admission.restoreWindow(key, new ReplayWindow(window)));
        rules = in.list(in::int64);
        ballots = in.list(() -> BallotReference.readFrom(in));
        held = in.list(() -> ResponseReference.readFrom(in));
    }

    /**
     * Reads again what was read from a snapshot. Each ballot opens under the rules in force at its entry; held responses
     * stay held even where the policy allows less now.
     */
    void restore(LogArchive archive, BallotDecider decider, long handledThrough) {
        ReadBatches batches = new ReadBatches(
                archive, Stream.concat(ballots.stream().flatMap(ballot -> ballot.counted().stream()), held.stream()));
        entries().forEach((offset, entry) -> entry.restore(archive.business(offset), decider, batches));
        held.forEach(reference -> heldResponses.hold(batches.response(reference), handledThrough));
        rules = List.of();
        ballots = List.of();
        held = List.of();
    }

    /** How one business entry is restored. */
    @FunctionalInterface
    private interface Entry {
        void restore(BusinessRecord record, BallotDecider decider, ReadBatches batches);
    }

    private SortedMap<Long, Entry> entries() {
        SortedMap<Long, Entry> entries = new TreeMap<>();
        rules.forEach(offset -> entries.put(offset, (record, decider, batches) -> admission.decide(record)));
        ballots.forEach(ballot -> entries.put(
                ballot.businessOffset(),
                (record, decider, batches) -> decider.reopen(ballot, record, request(record), batches)));
        return entries;
    }

    private static Request request(BusinessRecord record) {
        if (record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Request request) {
            return request;
        }
        throw new IllegalStateException("business-log " + record.position() + " is not the request it was");
    }
}
