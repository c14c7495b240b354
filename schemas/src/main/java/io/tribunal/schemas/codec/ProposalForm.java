package io.tribunal.schemas.codec;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.schemas.avro.DeviationClass;
import io.tribunal.schemas.avro.MembershipChange;
import io.tribunal.schemas.avro.Proposal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts proposals to and from Avro. Signatures cover core's canonical encoding, not these bytes. */
final class ProposalForm {
    private ProposalForm() {}

    static Proposal toAvro(IsolationProposal proposal) {
        MembershipEvent event = proposal.event();
        return new Proposal(
                changeOf(event),
                event.executor().value(),
                AvroValues.nullable(kindOf(event), kind -> DeviationClass.valueOf(kind.name())),
                event instanceof MembershipEvent.Readmit readmit ? readmit.lifts() : 0L,
                proposal.position().partition(),
                proposal.position().offset(),
                proposal.statistic(),
                proposal.evidence(),
                AvroValues.digest(proposal.logRoot()),
                proposal.previousDecision());
    }

    private static Optional<io.tribunal.core.detection.DeviationClass> kindOf(MembershipEvent event) {
        return event instanceof MembershipEvent.Isolate isolate ? Optional.of(isolate.kind()) : Optional.empty();
    }

    private static MembershipChange changeOf(MembershipEvent event) {
        return switch (event) {
            case MembershipEvent.Isolate ignored -> MembershipChange.ISOLATE;
            case MembershipEvent.Down ignored -> MembershipChange.DOWN;
            case MembershipEvent.Up ignored -> MembershipChange.UP;
            case MembershipEvent.Probation ignored -> MembershipChange.PROBATION;
            case MembershipEvent.Readmit ignored -> MembershipChange.READMIT;
        };
    }

    static IsolationProposal fromAvro(Hash deployment, Proposal avro) {
        return new IsolationProposal(
                deployment,
                event(avro),
                new LogPosition(avro.getPartition(), avro.getResponseOffset()),
                avro.getStatistic(),
                avro.getEvidence(),
                AvroValues.hash(avro.getLogRoot()),
                avro.getPreviousDecision());
    }

    private static MembershipEvent event(Proposal avro) {
        AvroValues.require((avro.getChange() == MembershipChange.ISOLATE) == (avro.getGrounds() != null), "grounds");
        AvroValues.require(avro.getChange() == MembershipChange.READMIT || avro.getLifts() == 0, "lifts");
        ExecutorId executor = new ExecutorId(avro.getExecutor());
        return switch (avro.getChange()) {
            case ISOLATE -> new MembershipEvent.Isolate(executor, kind(avro.getGrounds()));
            case DOWN -> new MembershipEvent.Down(executor);
            case UP -> new MembershipEvent.Up(executor);
            case PROBATION -> new MembershipEvent.Probation(executor);
            case READMIT -> new MembershipEvent.Readmit(executor, avro.getLifts());
        };
    }

    private static io.tribunal.core.detection.DeviationClass kind(@Nullable DeviationClass grounds) {
        if (grounds == null) {
            throw new MalformedRecordException("grounds");
        }
        return io.tribunal.core.detection.DeviationClass.valueOf(grounds.name());
    }
}
