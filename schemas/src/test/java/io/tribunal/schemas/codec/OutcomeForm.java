package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.log.Status;
import io.tribunal.schemas.avro.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts a verdict's outcome to and from the flat fields of its Avro record. */
final class OutcomeForm {
    private OutcomeForm() {}

    static void put(Verdict.Outcome outcome, io.tribunal.schemas.avro.Verdict.Builder avro) {
        switch (outcome) {
            case Verdict.Agreed agreed -> putAgreed(agreed, avro);
            case Verdict.Split split -> putState(split.state(), avro.setOutcome(Outcome.SPLIT));
            case Verdict.Overdue overdue -> avro.setOutcome(Outcome.OVERDUE);
            case Verdict.Rejected rejected ->
                avro.setOutcome(Outcome.REJECTED)
                        .setReason(io.tribunal.schemas.avro.Rejection.valueOf(
                                rejected.reason().name()))
                        .setDetail(rejected.detail())
                        .setReplayOf(AvroValues.nullable(rejected.replayOf(), offset -> offset));
        }
    }

    static Verdict.Outcome of(io.tribunal.schemas.avro.Verdict avro) {
        return switch (avro.getOutcome()) {
            case AGREED ->
                new Verdict.Agreed(
                        Status.valueOf(present("status", avro.getStatus()).name()),
                        present("contentType", avro.getContentType()),
                        AvroValues.bytes(present("output", avro.getOutput())),
                        AvroValues.hash(present("voteDigest", avro.getVoteDigest())),
                        stateOf(avro));
            case SPLIT -> new Verdict.Split(stateOf(avro));
            case OVERDUE -> new Verdict.Overdue();
            case REJECTED ->
                new Verdict.Rejected(
                        Rejection.valueOf(present("reason", avro.getReason()).name()),
                        present("detail", avro.getDetail()),
                        AvroValues.optional(avro.getReplayOf(), offset -> offset));
        };
    }

    private static void putAgreed(Verdict.Agreed agreed, io.tribunal.schemas.avro.Verdict.Builder avro) {
        avro.setOutcome(Outcome.AGREED)
                .setStatus(
                        io.tribunal.schemas.avro.Status.valueOf(agreed.status().name()))
                .setContentType(agreed.contentType())
                .setOutput(AvroValues.buffer(agreed.output()))
                .setVoteDigest(AvroValues.digest(agreed.voteDigest()));
        putState(agreed.state(), avro);
    }

    private static void putState(Optional<AgreedState> state, io.tribunal.schemas.avro.Verdict.Builder avro) {
        state.ifPresent(agreed -> avro.setPostState(AvroValues.digest(agreed.postState()))
                .setStateRoot(AvroValues.buffer(agreed.stateRoot()))
                .setWrites(ResponseForm.writesToAvro(agreed.writes())));
    }

    private static Optional<AgreedState> stateOf(io.tribunal.schemas.avro.Verdict avro) {
        return AvroValues.optional(
                avro.getPostState(),
                postState -> new AgreedState(
                        AvroValues.hash(postState),
                        ResponseForm.digestOrEmpty("stateRoot", present("stateRoot", avro.getStateRoot())),
                        ResponseForm.writesFromAvro(present("writes", avro.getWrites()))));
    }

    private static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new MalformedRecordException(field + " missing");
        }
        return value;
    }
}
