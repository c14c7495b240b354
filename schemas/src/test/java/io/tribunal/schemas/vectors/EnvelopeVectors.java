package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.BatchProof;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;
import java.util.stream.IntStream;

/** Well-formed envelopes, signed singly and in batches of many sizes, with all intermediate results. */
final class EnvelopeVectors implements GoldenFile {
    @Override
    public String name() {
        return "envelopes";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        cases.add(described("genesis", Samples.ROOT, single(Samples.ROOT, Samples.genesis())));
        cases.add(described("request", Samples.CLIENT, single(Samples.CLIENT, Samples.request(1))));
        Action register = new Action.RegisterKey(Samples.registered(Samples.key("new"), Role.CLIENT, "newcomer"));
        cases.add(described("control", Samples.ROOT, single(Samples.ROOT, Samples.control(register))));
        for (int size : new int[] {2, 3, 5, 8}) {
            List<SignedEnvelope> batch = batch(size);
            for (int i = 0; i < size; i++) {
                cases.add(described("request " + i + " of a batch of " + size, Samples.CLIENT, batch.get(i)));
            }
        }
        return Json.file(
                "Values of business-log (PROTOCOL 1, 2). valueHash is the request hash that responses name; message is"
                        + " what the signature is over: the pre-authentication encoding of the payload, or that of the"
                        + " batch root; request: the payload's fields.",
                cases);
    }

    private static SignedEnvelope single(SigningKey key, Payload payload) {
        return new EnvelopeSigner(key).sign(payload.type(), PayloadCodec.encode(payload));
    }

    private static List<SignedEnvelope> batch(int size) {
        List<Bytes> payloads = IntStream.range(0, size)
                .mapToObj(i -> PayloadCodec.encode(Samples.request(size * 100L + i)))
                .toList();
        return new EnvelopeSigner(Samples.CLIENT).signBatch(Samples.request(1).type(), payloads);
    }

    private static ObjectNode described(String name, SigningKey key, SignedEnvelope envelope) {
        byte[] value = BusinessCodec.encode(7, envelope);
        ObjectNode one = Json.object()
                .put("name", name)
                .put("value", Bytes.wrap(value).toHex())
                .put("valueHash", Hash.sha256(value).toHex())
                .put("payloadType", envelope.payloadType())
                .put("payload", envelope.payload().toHex())
                .put("keyId", envelope.keyId())
                .put("publicKey", key.publicKey().toHex())
                .put("message", Bytes.wrap(message(envelope)).toHex())
                .put("signature", envelope.signature().toHex());
        envelope.batch().ifPresent(proof -> one.set("batch", proof(envelope, proof)));
        if (BusinessCodec.decode(new LogPosition(0, 1), 0, true, value).content() instanceof BusinessRecord.Entry entry
                && entry.payload() instanceof Request request) {
            one.set("request", fields(request));
        }
        return one;
    }

    private static Hash leaf(SignedEnvelope envelope) {
        return MerkleTree.leafHash(PreAuthEncoding.encode(
                envelope.payloadType(), envelope.payload().array()));
    }

    private static byte[] message(SignedEnvelope envelope) {
        return envelope.batch()
                .map(proof -> EnvelopeVerifier.batchRootMessage(proof.treeSize(), root(envelope, proof)))
                .orElseGet(() -> PreAuthEncoding.encode(
                        envelope.payloadType(), envelope.payload().array()));
    }

    private static Hash root(SignedEnvelope envelope, BatchProof proof) {
        return MerkleTree.rootOf(leaf(envelope), proof.leafIndex(), proof.treeSize(), proof.path());
    }

    private static ObjectNode proof(SignedEnvelope envelope, BatchProof proof) {
        ObjectNode node = Json.object().put("leafIndex", proof.leafIndex()).put("treeSize", proof.treeSize());
        ArrayNode path = node.putArray("path");
        proof.path().forEach(hash -> path.add(hash.toHex()));
        return node.put("leaf", leaf(envelope).toHex())
                .put("root", root(envelope, proof).toHex());
    }

    private static BusinessRecord.Entry entry(BusinessRecord.Content content) {
        return content instanceof BusinessRecord.StrayGenesis stray
                ? entry(stray.unvalidated())
                : (BusinessRecord.Entry) content;
    }

    private static ObjectNode fields(Request request) {
        return Json.object()
                .put("deployment", request.deployment().toHex())
                .put("requestId", request.requestId().toString())
                .put("clientId", request.clientId().value())
                .put("sequence", request.sequence())
                .put("notAfter", request.notAfter())
                .put("shardKey", request.shardKey())
                .put("operation", request.operation())
                .put("contentType", request.contentType())
                .put("body", request.body().toHex());
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases")).allSatisfy(one -> {
            byte[] value = Json.bytes(one.get("value")).array();
            BusinessRecord record = BusinessCodec.decode(new LogPosition(0, 1), 0, true, value);
            SignedEnvelope envelope = entry(record.content()).envelope();
            assertThat(record.valueHash()).isEqualTo(Json.hash(one.get("valueHash")));
            assertThat(envelope.payload()).isEqualTo(Json.bytes(one.get("payload")));
            assertThat(Bytes.wrap(message(envelope))).isEqualTo(Json.bytes(one.get("message")));
            assertThat(Ed25519.verifier()
                            .verify(
                                    Json.bytes(one.get("publicKey")).array(),
                                    Json.bytes(one.get("message")).array(),
                                    envelope.signature().array()))
                    .isTrue();
        });
    }
}
