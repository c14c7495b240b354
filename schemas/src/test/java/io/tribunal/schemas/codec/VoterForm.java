package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Verdict.Dissenter;
import io.tribunal.core.ballot.Verdict.ResponseCertificate;
import io.tribunal.core.ballot.Verdict.Supporter;
import io.tribunal.core.identity.ExecutorId;

/** Converts the supporters and dissenters in a verdict to and from Avro. */
final class VoterForm {
    private VoterForm() {}

    static io.tribunal.schemas.avro.Supporter toAvro(Supporter supporter) {
        return new io.tribunal.schemas.avro.Supporter(
                supporter.executorId().value(),
                supporter.responseOffset(),
                supporter.index(),
                AvroValues.digest(supporter.responseHash()),
                AvroValues.nullable(supporter.certificate(), VoterForm::toAvro));
    }

    static Supporter fromAvro(io.tribunal.schemas.avro.Supporter avro) {
        return new Supporter(
                new ExecutorId(avro.getExecutorId()),
                avro.getResponseOffset(),
                avro.getIndex(),
                AvroValues.hash(avro.getResponseHash()),
                AvroValues.optional(avro.getCertificate(), VoterForm::fromAvro));
    }

    static io.tribunal.schemas.avro.Dissenter toAvro(Dissenter dissenter) {
        return new io.tribunal.schemas.avro.Dissenter(
                dissenter.executorId().value(),
                dissenter.responseOffset(),
                dissenter.index(),
                AvroValues.digest(dissenter.responseHash()),
                io.tribunal.schemas.avro.Difference.valueOf(dissenter.differs().name()));
    }

    static Dissenter fromAvro(io.tribunal.schemas.avro.Dissenter avro) {
        return new Dissenter(
                new ExecutorId(avro.getExecutorId()),
                avro.getResponseOffset(),
                avro.getIndex(),
                AvroValues.hash(avro.getResponseHash()),
                Difference.valueOf(avro.getDiffers().name()));
    }

    private static io.tribunal.schemas.avro.ResponseCertificate toAvro(ResponseCertificate certificate) {
        return new io.tribunal.schemas.avro.ResponseCertificate(
                EnvelopeForm.toAvro(certificate.header()),
                AvroValues.buffer(certificate.response()),
                certificate.index(),
                EnvelopeForm.path(certificate.path()));
    }

    private static ResponseCertificate fromAvro(io.tribunal.schemas.avro.ResponseCertificate avro) {
        return new ResponseCertificate(
                EnvelopeForm.fromAvro(avro.getHeader()),
                AvroValues.bytes(avro.getResponse()),
                avro.getIndex(),
                EnvelopeForm.hashes(avro.getPath()));
    }
}
