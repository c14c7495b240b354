package io.tribunal.cli.output;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.kafka.process.LogText;

/** Records of the decision log and certified decisions, on one line. Signatures are named, not checked. */
final class DecisionRecordText {
    private DecisionRecordText() {}

    static String of(DecisionLogRecord record) {
        return switch (record.content()) {
            case DecisionLogRecord.Endorsement endorsement ->
                "ENDORSEMENT " + subject(endorsement.proposal()) + " " + key(endorsement.signature());
            case DecisionLogRecord.Ratification ratification ->
                "RATIFICATION decision=" + ratification.number() + " " + key(ratification.signature());
            case DecisionLogRecord.Rejoin rejoin ->
                "REJOIN " + LogText.name(rejoin.executor().value()) + " isolation=" + rejoin.isolation() + " "
                        + key(rejoin.signature());
            case DecisionLogRecord.Mandate proposed ->
                "MANDATE " + subject(proposed.mandate()) + " signatures="
                        + proposed.mandate().signatures().size();
            case DecisionLogRecord.Unreadable unreadable -> "UNREADABLE " + unreadable.detail();
        };
    }

    static String certified(CertifiedDecision certified) {
        return "decision=" + certified.decision().number() + " "
                + subject(certified.decision().subject()) + " "
                + certified.decision().outcome() + " signatures="
                + certified.certificate().signatures().size();
    }

    private static String subject(Subject subject) {
        return switch (subject) {
            case IsolationProposal proposal ->
                DecisionText.event(proposal) + " evidence=" + proposal.position() + proposal.evidence();
            case RootMandate mandate -> "mandate=" + mandate.mandate() + " " + mandate.action();
        };
    }

    private static String key(KeySignature signature) {
        return "key=" + LogText.name(signature.keyId());
    }
}
