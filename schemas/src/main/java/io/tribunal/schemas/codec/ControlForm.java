package io.tribunal.schemas.codec;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.log.Control;
import io.tribunal.schemas.avro.DecisionOutcome;

/** Converts control entries to and from Avro. */
final class ControlForm {
    private ControlForm() {}

    static io.tribunal.schemas.avro.Control toAvro(Control control) {
        OrderedDecision decision = control.decision();
        return new io.tribunal.schemas.avro.Control(
                AvroValues.digest(control.deployment()),
                decision.number(),
                AvroValues.digest(decision.previous()),
                SubjectForm.toAvro(decision.subject()),
                DecisionOutcome.valueOf(decision.outcome().name()),
                SignatureForm.toAvro(control.certified().certificate().signatures()));
    }

    static Control fromAvro(io.tribunal.schemas.avro.Control avro) {
        OrderedDecision decision = new OrderedDecision(
                avro.getDecision(),
                AvroValues.hash(avro.getPrevious()),
                SubjectForm.fromAvro(AvroValues.hash(avro.getDeployment()), avro.getSubject()),
                Enforcement.valueOf(avro.getOutcome().name()));
        return new Control(
                new CertifiedDecision(decision, new QuorumCertificate(SignatureForm.fromAvro(avro.getCertificate()))));
    }
}
