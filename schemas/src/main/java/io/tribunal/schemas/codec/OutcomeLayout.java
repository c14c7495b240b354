package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.schemas.avro.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * The fields of Verdict from {@code outcome} to {@code writes} in their order. Those of another outcome are null.
 *
 * @param kind which of the others are due
 */
record OutcomeLayout(
        Outcome kind,
        boolean isFinal,
        Optional<Rejection> reason,
        Optional<String> detail,
        Optional<Long> replayOf,
        Optional<Status> status,
        Optional<String> contentType,
        Optional<Bytes> output,
        Optional<Hash> voteDigest,
        Optional<Hash> postState,
        Optional<Bytes> stateRoot,
        Optional<List<Write>> writes) {
    private static final Outcome[] KINDS = Outcome.values();
    private static final Rejection[] REASONS = Rejection.values();

    static void write(AvroWriter out, Verdict.Outcome outcome, boolean isFinal) {
        switch (outcome) {
            case Verdict.Agreed agreed -> {
                begin(out, Outcome.AGREED, isFinal);
                writeNoRejection(out);
                writeVote(out, agreed);
                writeState(out, agreed.state());
            }
            case Verdict.Split split -> {
                begin(out, Outcome.SPLIT, isFinal);
                writeNoRejection(out);
                writeNoVote(out);
                writeState(out, split.state());
            }
            case Verdict.Overdue overdue -> {
                begin(out, Outcome.OVERDUE, isFinal);
                writeNoRejection(out);
                writeNoVote(out);
                writeState(out, Optional.empty());
            }
            case Verdict.Rejected rejected -> {
                begin(out, Outcome.REJECTED, isFinal);
                writeRejection(out, rejected);
                writeNoVote(out);
                writeState(out, Optional.empty());
            }
        }
    }

    private static void begin(AvroWriter out, Outcome kind, boolean isFinal) {
        out.symbol(kind).bool(isFinal);
    }

    private static void writeRejection(AvroWriter out, Verdict.Rejected rejected) {
        out.present().symbol(rejected.reason());
        out.present().string(rejected.detail());
        out.optional(rejected.replayOf(), AvroWriter::number);
    }

    private static void writeNoRejection(AvroWriter out) {
        out.absent().absent().absent();
    }

    private static void writeVote(AvroWriter out, Verdict.Agreed agreed) {
        out.present().symbol(agreed.status());
        out.present().string(agreed.contentType());
        out.present().bytes(agreed.output());
        out.present().digest(agreed.voteDigest());
    }

    private static void writeNoVote(AvroWriter out) {
        out.absent().absent().absent().absent();
    }

    private static void writeState(AvroWriter out, Optional<AgreedState> state) {
        if (state.isEmpty()) {
            out.absent().absent().absent();
            return;
        }
        out.present().digest(state.get().postState());
        out.present().bytes(state.get().stateRoot());
        ResponseLayout.writeWrites(out.present(), state.get().writes());
    }

    static OutcomeLayout read(AvroReader in) {
        return new OutcomeLayout(
                in.symbol(KINDS),
                in.bool(),
                in.optional(each -> each.symbol(REASONS)),
                in.optional(AvroReader::string),
                in.optional(AvroReader::longNumber),
                in.optional(ResponseLayout::readStatus),
                in.optional(AvroReader::string),
                in.optional(AvroReader::bytes),
                in.optional(AvroReader::digest),
                in.optional(AvroReader::digest),
                in.optional(each -> ResponseLayout.readDigestOrEmpty("stateRoot", each)),
                in.optional(ResponseLayout::readWrites));
    }

    /**
     * The outcome that these fields tell.
     *
     * @throws MalformedRecordException when one is missing, or belongs to another outcome
     */
    Verdict.Outcome outcome() {
        return switch (kind) {
            case AGREED ->
                withoutRejection(new Verdict.Agreed(
                        present("status", status),
                        present("contentType", contentType),
                        present("output", output),
                        present("voteDigest", voteDigest),
                        state()));
            case SPLIT -> withoutRejection(withoutVote(new Verdict.Split(state())));
            case OVERDUE -> withoutRejection(withoutVote(withoutState(new Verdict.Overdue())));
            case REJECTED ->
                withoutVote(withoutState(
                        new Verdict.Rejected(present("reason", reason), present("detail", detail), replayOf)));
        };
    }

    private Optional<AgreedState> state() {
        if (postState.isEmpty()) {
            requireAbsent(stateRoot.isEmpty() && writes.isEmpty());
            return Optional.empty();
        }
        return Optional.of(
                new AgreedState(postState.get(), present("stateRoot", stateRoot), present("writes", writes)));
    }

    private Verdict.Outcome withoutRejection(Verdict.Outcome outcome) {
        requireAbsent(reason.isEmpty() && detail.isEmpty() && replayOf.isEmpty());
        return outcome;
    }

    private Verdict.Outcome withoutVote(Verdict.Outcome outcome) {
        requireAbsent(status.isEmpty() && contentType.isEmpty() && output.isEmpty() && voteDigest.isEmpty());
        return outcome;
    }

    private Verdict.Outcome withoutState(Verdict.Outcome outcome) {
        requireAbsent(postState.isEmpty() && stateRoot.isEmpty() && writes.isEmpty());
        return outcome;
    }

    private static void requireAbsent(boolean absent) {
        AvroValues.require(absent, "fields that do not go with the outcome");
    }

    private static <T> T present(String field, Optional<T> value) {
        return value.orElseThrow(() -> new MalformedRecordException(field + " missing"));
    }
}
