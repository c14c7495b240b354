package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;

/** Converts verdicts to and from Avro, as one flat record in which the fields of other outcomes are null. */
final class VerdictForm {
    private VerdictForm() {}

    static io.tribunal.schemas.avro.Verdict toAvro(Verdict verdict) {
        var avro = io.tribunal.schemas.avro.Verdict.newBuilder()
                .setSequence(verdict.sequence())
                .setPreviousHash(AvroValues.digest(verdict.previousHash()))
                .setPartition(verdict.position().partition())
                .setBusinessOffset(verdict.position().offset())
                .setRequestHash(AvroValues.digest(verdict.requestHash()))
                .setRequestId(AvroValues.nullable(
                        verdict.requestId(),
                        id -> new io.tribunal.schemas.avro.RequestId(id.bytes().array())))
                .setClientId(AvroValues.nullable(verdict.clientId(), ClientId::value))
                .setFinal$(verdict.isFinal())
                .setElectorate(
                        verdict.electorate().stream().map(ExecutorId::value).toList())
                .setNeeded(verdict.needed())
                .setSupporters(
                        verdict.supporters().stream().map(VoterForm::toAvro).toList())
                .setDissenters(
                        verdict.dissenters().stream().map(VoterForm::toAvro).toList())
                .setSilent(verdict.silent().stream().map(ExecutorId::value).toList())
                .setDecidedAtResponseOffset(verdict.decidedAtResponseOffset())
                .setElapsed(verdict.elapsed());
        OutcomeForm.put(verdict.outcome(), avro);
        return avro.build();
    }

    /**
     * The verdict of an Avro record.
     *
     * @throws IllegalArgumentException when the fields do not form a verdict
     */
    static Verdict fromAvro(io.tribunal.schemas.avro.Verdict avro) {
        return new Verdict(
                avro.getSequence(),
                AvroValues.hash(avro.getPreviousHash()),
                new LogPosition(avro.getPartition(), avro.getBusinessOffset()),
                AvroValues.hash(avro.getRequestHash()),
                AvroValues.optional(avro.getRequestId(), id -> new RequestId(Bytes.wrap(id.bytes()))),
                AvroValues.optional(avro.getClientId(), ClientId::new),
                OutcomeForm.of(avro),
                avro.getFinal$(),
                avro.getElectorate().stream().map(ExecutorId::new).toList(),
                avro.getNeeded(),
                avro.getSupporters().stream().map(VoterForm::fromAvro).toList(),
                avro.getDissenters().stream().map(VoterForm::fromAvro).toList(),
                avro.getSilent().stream().map(ExecutorId::new).toList(),
                avro.getDecidedAtResponseOffset(),
                avro.getElapsed());
    }
}
