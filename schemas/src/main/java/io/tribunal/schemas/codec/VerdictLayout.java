package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import java.util.Optional;

/** The fields of Verdict in their order; those of the outcome stand between the others. */
final class VerdictLayout {
    static final RecordFormat<Verdict> FORMAT = new RecordFormat<>(
            io.tribunal.schemas.avro.Verdict.getClassSchema(), VerdictLayout::write, VerdictLayout::read);

    private VerdictLayout() {}

    private static void write(AvroWriter out, Verdict verdict) {
        out.number(verdict.sequence())
                .digest(verdict.previousHash())
                .number(verdict.position().partition())
                .number(verdict.position().offset())
                .digest(verdict.requestHash())
                .optional(
                        verdict.requestId(), (each, id) -> each.fixed(id.bytes().array()))
                .optional(verdict.clientId(), (each, id) -> each.string(id.value()));
        OutcomeLayout.write(out, verdict.outcome(), verdict.isFinal());
        out.list(verdict.electorate(), VoterLayout::writeExecutor)
                .number(verdict.needed())
                .list(verdict.supporters(), VoterLayout::writeSupporter)
                .list(verdict.dissenters(), VoterLayout::writeDissenter)
                .list(verdict.silent(), VoterLayout::writeExecutor)
                .number(verdict.decidedAtResponseOffset())
                .number(verdict.elapsed());
    }

    /** A verdict that {@link #write} can have written. */
    private static Verdict read(AvroReader in) {
        long sequence = in.longNumber();
        Hash previousHash = in.digest();
        LogPosition position = new LogPosition(in.intNumber(), in.longNumber());
        Hash requestHash = in.digest();
        Optional<RequestId> requestId = in.optional(each -> new RequestId(each.fixed(RequestId.LENGTH)));
        Optional<ClientId> clientId = in.optional(each -> new ClientId(each.string()));
        OutcomeLayout outcome = OutcomeLayout.read(in);
        return new Verdict(
                sequence,
                previousHash,
                position,
                requestHash,
                requestId,
                clientId,
                outcome.outcome(),
                outcome.isFinal(),
                in.list(VoterLayout::readExecutor),
                in.intNumber(),
                in.list(VoterLayout::readSupporter),
                in.list(VoterLayout::readDissenter),
                in.list(VoterLayout::readExecutor),
                in.longNumber(),
                in.longNumber());
    }
}
