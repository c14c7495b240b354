package io.tribunal.schemas.codec;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.avro.Mandate;
import io.tribunal.schemas.avro.Proposal;

/** Converts the subject of a decision to and from Avro: a proposal or a mandate. */
final class SubjectForm {
    private SubjectForm() {}

    static Object toAvro(Subject subject) {
        return switch (subject) {
            case IsolationProposal proposal -> ProposalForm.toAvro(proposal);
            case RootMandate mandate -> MandateForm.toAvro(mandate);
        };
    }

    static Subject fromAvro(Hash deployment, Object subject) {
        return switch (subject) {
            case Proposal proposal -> ProposalForm.fromAvro(deployment, proposal);
            case Mandate mandate -> MandateForm.fromAvro(deployment, mandate);
            default -> throw new IllegalStateException("no branch of the subject's union");
        };
    }
}
