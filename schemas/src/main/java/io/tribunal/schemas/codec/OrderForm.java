package io.tribunal.schemas.codec;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.OrderRecord;
import io.tribunal.schemas.avro.Endorsement;
import io.tribunal.schemas.avro.Mandate;
import io.tribunal.schemas.avro.OrderEntry;
import io.tribunal.schemas.avro.Ratification;
import io.tribunal.schemas.avro.RejoinRequest;

/** The travel form of what stands in isolation-endorsements. */
final class OrderForm {
    private OrderForm() {}

    static OrderEntry toAvro(Hash deployment, OrderRecord.Content content) {
        return new OrderEntry(AvroValues.digest(deployment), contentToAvro(deployment, content));
    }

    private static Object contentToAvro(Hash deployment, OrderRecord.Content content) {
        return switch (content) {
            case OrderRecord.Endorsement endorsement -> {
                requireSame(deployment, endorsement.proposal().deployment());
                yield new Endorsement(
                        ProposalForm.toAvro(endorsement.proposal()), SignatureForm.toAvro(endorsement.signature()));
            }
            case OrderRecord.Ratification ratification ->
                new Ratification(ratification.number(), SignatureForm.toAvro(ratification.signature()));
            case OrderRecord.Rejoin rejoin -> {
                requireSame(deployment, rejoin.deployment());
                yield new RejoinRequest(
                        rejoin.executor().value(), rejoin.isolation(), SignatureForm.toAvro(rejoin.signature()));
            }
            case OrderRecord.Mandate wanted -> {
                requireSame(deployment, wanted.mandate().deployment());
                yield MandateForm.toAvro(wanted.mandate());
            }
            case OrderRecord.Unreadable ignored -> throw new MalformedRecordException("nobody writes the unreadable");
        };
    }

    private static void requireSame(Hash deployment, Hash own) {
        AvroValues.require(deployment.equals(own), "made for another deployment");
    }

    static OrderRecord.Content fromAvro(OrderEntry avro) {
        Hash deployment = AvroValues.hash(avro.getDeployment());
        return switch (avro.getContent()) {
            case Endorsement endorsement ->
                new OrderRecord.Endorsement(
                        ProposalForm.fromAvro(deployment, endorsement.getProposal()),
                        SignatureForm.fromAvro(endorsement.getSignature()));
            case Ratification ratification ->
                new OrderRecord.Ratification(
                        ratification.getNumber(), SignatureForm.fromAvro(ratification.getSignature()));
            case RejoinRequest rejoin ->
                new OrderRecord.Rejoin(
                        deployment,
                        new ExecutorId(rejoin.getExecutor()),
                        rejoin.getIsolation(),
                        SignatureForm.fromAvro(rejoin.getSignature()));
            case Mandate mandate -> new OrderRecord.Mandate(MandateForm.fromAvro(deployment, mandate));
            default -> throw new IllegalStateException("no branch of the content's union");
        };
    }
}
