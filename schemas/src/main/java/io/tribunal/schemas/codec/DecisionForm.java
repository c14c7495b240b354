package io.tribunal.schemas.codec;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.schemas.avro.DecisionOutcome;
import io.tribunal.schemas.avro.IsolationDecision;

/** Converts certified decisions outside business-log to and from Avro. */
final class DecisionForm {
    private DecisionForm() {}

    static IsolationDecision toAvro(CertifiedDecision certified) {
        OrderedDecision decision = certified.decision();
        return new IsolationDecision(
                AvroValues.digest(decision.subject().deployment()),
                decision.number(),
                AvroValues.digest(decision.previous()),
                SubjectForm.toAvro(decision.subject()),
                DecisionOutcome.valueOf(decision.outcome().name()),
                SignatureForm.toAvro(certified.certificate().signatures()));
    }

    /**
     * The decision of an Avro record.
     *
     * @throws IllegalArgumentException when the fields do not form a decision
     */
    static CertifiedDecision fromAvro(IsolationDecision avro) {
        OrderedDecision decision = new OrderedDecision(
                avro.getDecision(),
                AvroValues.hash(avro.getPrevious()),
                SubjectForm.fromAvro(AvroValues.hash(avro.getDeployment()), avro.getSubject()),
                Enforcement.valueOf(avro.getOutcome().name()));
        return new CertifiedDecision(decision, new QuorumCertificate(SignatureForm.fromAvro(avro.getCertificate())));
    }
}
