package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

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
        out.list(heldResponses.all(), reference -> reference.writeTo(out));
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
     * Reads again what was read from a snapshot: the entries, then the responses, each in the order of its log and one after the
     * other. Each ballot opens under the rules in force at its entry; held responses stay held even where the policy allows
     * less now.
     */
    void restore(LogArchive archive, BallotDecider decider, LoggedResponses responses, long handledThrough) {
        List<Reading> readings = new ArrayList<>();
        entries(decider, responses, readings).forEach((offset, entry) -> entry.accept(archive.business(offset)));
        held.forEach(reference ->
                readings.add(new Reading(reference, response -> heldResponses.hold(response, handledThrough))));
        readings.sort(Reading.LOG_ORDER);
        readings.forEach(reading -> reading.read(responses));
        decider.reopened();
        responses.forget();
        rules = List.of();
        ballots = List.of();
        held = List.of();
    }

    /** A response to be read again, and what becomes of it. */
    private record Reading(ResponseReference reference, Consumer<LoggedResponse> taker) {
        private static final Comparator<Reading> LOG_ORDER = Comparator.comparingLong(
                        (Reading reading) -> reading.reference().offset())
                .thenComparingInt(reading -> reading.reference().index());

        private void read(LoggedResponses responses) {
            taker.accept(responses.read(reference.offset(), reference.index()));
        }
    }

    /** By business offset, how each entry is restored; opened ballots add the responses that they have to count. */
    private SortedMap<Long, Consumer<BusinessRecord>> entries(
            BallotDecider decider, LoggedResponses responses, List<Reading> readings) {
        SortedMap<Long, Consumer<BusinessRecord>> entries = new TreeMap<>();
        rules.forEach(offset -> entries.put(offset, admission::decide));
        ballots.forEach(kept -> entries.put(kept.businessOffset(), record -> {
            CountedAgain counting =
                    new CountedAgain(decider.reopen(kept, record, request(record)), kept.counted(), responses);
            kept.counted()
                    .forEach(reference ->
                            readings.add(new Reading(reference, response -> counting.take(reference, response))));
        }));
        return entries;
    }

    private static Request request(BusinessRecord record) {
        if (record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Request request) {
            return request;
        }
        throw new IllegalStateException("business-log " + record.position() + " is not the request it was");
    }
}
