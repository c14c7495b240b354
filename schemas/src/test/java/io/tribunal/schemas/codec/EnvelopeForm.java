package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.BatchProof;
import io.tribunal.core.signature.SignedEnvelope;
import java.nio.ByteBuffer;
import java.util.List;

/** Converts signed envelopes to and from Avro's generated records. */
final class EnvelopeForm {
    private EnvelopeForm() {}

    static io.tribunal.schemas.avro.SignedEnvelope toAvro(SignedEnvelope envelope) {
        return new io.tribunal.schemas.avro.SignedEnvelope(
                envelope.payloadType(),
                AvroValues.buffer(envelope.payload()),
                envelope.keyId(),
                AvroValues.buffer(envelope.signature()),
                AvroValues.nullable(envelope.batch(), EnvelopeForm::proofToAvro));
    }

    static SignedEnvelope fromAvro(io.tribunal.schemas.avro.SignedEnvelope avro) {
        return new SignedEnvelope(
                avro.getPayloadType(),
                AvroValues.bytes(avro.getPayload()),
                avro.getKeyId(),
                AvroValues.bytes(avro.getSignature()),
                AvroValues.optional(avro.getBatch(), EnvelopeForm::proofFromAvro));
    }

    static List<ByteBuffer> path(List<Hash> path) {
        return path.stream().map(hash -> AvroValues.buffer(hash.bytes())).toList();
    }

    static List<Hash> hashes(List<ByteBuffer> path) {
        return path.stream().map(buffer -> new Hash(AvroValues.bytes(buffer))).toList();
    }

    private static io.tribunal.schemas.avro.BatchProof proofToAvro(BatchProof proof) {
        return new io.tribunal.schemas.avro.BatchProof(proof.leafIndex(), proof.treeSize(), path(proof.path()));
    }

    private static BatchProof proofFromAvro(io.tribunal.schemas.avro.BatchProof avro) {
        return new BatchProof(avro.getLeafIndex(), avro.getTreeSize(), hashes(avro.getPath()));
    }
}
