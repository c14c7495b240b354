package io.tribunal.schemas.codec;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.Outcome;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Control;
import io.tribunal.schemas.avro.DecisionOutcome;
import io.tribunal.schemas.avro.Mandate;
import io.tribunal.schemas.avro.Proposal;

/** The travel form of control entries. */
final class ControlForm {
    private ControlForm() {}

    static io.tribunal.schemas.avro.Control toAvro(Control control) {
        OrderedDecision decision = control.decision();
        return new io.tribunal.schemas.avro.Control(
                AvroValues.digest(control.deployment()),
                decision.number(),
                AvroValues.digest(decision.previous()),
                subjectToAvro(decision.subject()),
                DecisionOutcome.valueOf(decision.outcome().name()),
                SignatureForm.toAvro(control.certified().certificate().signatures()));
    }

    static Control fromAvro(io.tribunal.schemas.avro.Control avro) {
        OrderedDecision decision = new OrderedDecision(
                avro.getDecision(),
                AvroValues.hash(avro.getPrevious()),
                subjectFromAvro(AvroValues.hash(avro.getDeployment()), avro.getSubject()),
                Outcome.valueOf(avro.getOutcome().name()));
        return new Control(
                new CertifiedDecision(decision, new QuorumCertificate(SignatureForm.fromAvro(avro.getCertificate()))));
    }

    private static Object subjectToAvro(Subject subject) {
        return switch (subject) {
            case IsolationProposal proposal -> ProposalForm.toAvro(proposal);
            case RootMandate mandate -> MandateForm.toAvro(mandate);
        };
    }

    private static Subject subjectFromAvro(Hash deployment, Object subject) {
        return switch (subject) {
            case Proposal proposal -> ProposalForm.fromAvro(deployment, proposal);
            case Mandate mandate -> MandateForm.fromAvro(deployment, mandate);
            default -> throw new IllegalStateException("no branch of the subject's union");
        };
    }
}
