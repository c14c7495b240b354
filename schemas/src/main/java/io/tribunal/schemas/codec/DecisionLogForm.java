package io.tribunal.schemas.codec;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.schemas.avro.Endorsement;
import io.tribunal.schemas.avro.Mandate;
import io.tribunal.schemas.avro.OrderEntry;
import io.tribunal.schemas.avro.Ratification;
import io.tribunal.schemas.avro.RejoinRequest;

/** Converts the records of isolation-endorsements to and from Avro. */
final class DecisionLogForm {
    private DecisionLogForm() {}

    static OrderEntry toAvro(Hash deployment, DecisionLogRecord.Content content) {
        return new OrderEntry(AvroValues.digest(deployment), contentToAvro(deployment, content));
    }

    private static Object contentToAvro(Hash deployment, DecisionLogRecord.Content content) {
        return switch (content) {
            case DecisionLogRecord.Endorsement endorsement -> {
                requireSame(deployment, endorsement.proposal().deployment());
                yield new Endorsement(
                        ProposalForm.toAvro(endorsement.proposal()), SignatureForm.toAvro(endorsement.signature()));
            }
            case DecisionLogRecord.Ratification ratification ->
                new Ratification(ratification.number(), SignatureForm.toAvro(ratification.signature()));
            case DecisionLogRecord.Rejoin rejoin -> {
                requireSame(deployment, rejoin.deployment());
                yield new RejoinRequest(
                        rejoin.executor().value(), rejoin.isolation(), SignatureForm.toAvro(rejoin.signature()));
            }
            case DecisionLogRecord.Mandate mandate -> {
                requireSame(deployment, mandate.mandate().deployment());
                yield MandateForm.toAvro(mandate.mandate());
            }
            case DecisionLogRecord.Unreadable ignored ->
                throw new MalformedRecordException("nobody writes the unreadable");
        };
    }

    private static void requireSame(Hash deployment, Hash own) {
        AvroValues.require(deployment.equals(own), "made for another deployment");
    }

    static DecisionLogRecord.Content fromAvro(OrderEntry avro) {
        Hash deployment = AvroValues.hash(avro.getDeployment());
        return switch (avro.getContent()) {
            case Endorsement endorsement ->
                new DecisionLogRecord.Endorsement(
                        ProposalForm.fromAvro(deployment, endorsement.getProposal()),
                        SignatureForm.fromAvro(endorsement.getSignature()));
            case Ratification ratification ->
                new DecisionLogRecord.Ratification(
                        ratification.getNumber(), SignatureForm.fromAvro(ratification.getSignature()));
            case RejoinRequest rejoin ->
                new DecisionLogRecord.Rejoin(
                        deployment,
                        new ExecutorId(rejoin.getExecutor()),
                        rejoin.getIsolation(),
                        SignatureForm.fromAvro(rejoin.getSignature()));
            case Mandate mandate -> new DecisionLogRecord.Mandate(MandateForm.fromAvro(deployment, mandate));
            default -> throw new IllegalStateException("no branch of the content's union");
        };
    }
}
