package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.BatchProof;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.List;
import java.util.Optional;

/** The fields of SignedEnvelope and BatchProof in their order. */
final class EnvelopeLayout {
    static final RecordFormat<SignedEnvelope> FORMAT = new RecordFormat<>(
            io.tribunal.schemas.avro.SignedEnvelope.getClassSchema(), EnvelopeLayout::write, EnvelopeLayout::read);

    private EnvelopeLayout() {}

    static void write(AvroWriter out, SignedEnvelope envelope) {
        out.string(envelope.payloadType())
                .bytes(envelope.payload())
                .string(envelope.keyId())
                .bytes(envelope.signature())
                .optional(envelope.batch(), EnvelopeLayout::writeProof);
    }

    static SignedEnvelope read(AvroReader in) {
        String payloadType = in.string();
        Bytes payload = in.bytes();
        String keyId = in.string();
        Bytes signature = in.bytes();
        Optional<BatchProof> batch = in.optional(EnvelopeLayout::readProof);
        return new SignedEnvelope(payloadType, payload, keyId, signature, batch);
    }

    private static void writeProof(AvroWriter out, BatchProof proof) {
        out.number(proof.leafIndex()).number(proof.treeSize());
        writePath(out, proof.path());
    }

    private static BatchProof readProof(AvroReader in) {
        int leafIndex = in.intNumber();
        int treeSize = in.intNumber();
        return new BatchProof(leafIndex, treeSize, readPath(in));
    }

    /** Digests in fields of bytes, which have a length. */
    static void writePath(AvroWriter out, List<Hash> path) {
        out.list(path, (each, hash) -> each.bytes(hash.bytes()));
    }

    static List<Hash> readPath(AvroReader in) {
        return in.list(each -> new Hash(each.bytes()));
    }
}
