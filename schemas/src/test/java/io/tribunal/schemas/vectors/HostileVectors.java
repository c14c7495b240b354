package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Envelopes with one fault each, and the admission decision on them right after genesis. */
final class HostileVectors implements GoldenFile {
    private static final String TYPE = PayloadType.REQUEST.mediaType();
    private static final SignedEnvelope GOOD = Samples.signed(Samples.request(1));
    private static final RawEnvelope RAW = RawEnvelope.of(GOOD);
    private static final int PAYLOAD_HEADER = 10;
    private static final int DEPLOYMENT_LENGTH = 32;
    private static final int REQUEST_ID_LENGTH = 16;

    @Override
    public String name() {
        return "hostile-envelopes";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        values().forEach((name, value) ->
                cases.add(VectorFixture.opened().logged(name, VectorFixture.NOW, true, value)));
        return Json.file(
                "Values of business-log that are wrong in one way each. Each is the record at offset 1 of partition "
                        + VectorFixture.PARTITION
                        + ", after the genesis of admission.json. The first two are as they should be.",
                cases);
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases"))
                .allSatisfy(one -> assertThat(VectorFixture.opened().decide(one))
                        .describedAs(one.get("name").asText())
                        .isEqualTo(one.get("expected")));
    }

    private static Map<String, byte[]> values() {
        Map<String, byte[]> values = new LinkedHashMap<>();
        values.put("good", RAW.value());
        values.put("good with another schema id", RAW.withFrame("0000000007").value());
        frames(values);
        encodings(values);
        batches(values);
        flips(values);
        signedPayloads(values);
        signatures(values);
        return values;
    }

    private static void frames(Map<String, byte[]> values) {
        values.put("empty value", new byte[0]);
        values.put("magic byte 1", RAW.withFrame("0100000000").value());
        values.put("frame only", new byte[5]);
        values.put("not Avro", Bytes.utf8("{\"hello\":\"world\"}").array());
        byte[] good = RAW.value();
        values.put("one byte short", Arrays.copyOf(good, good.length - 1));
        values.put("one byte more", Arrays.copyOf(good, good.length + 1));
    }

    private static void encodings(Map<String, byte[]> values) {
        byte[] type = Bytes.utf8(TYPE).array();
        byte[] keyId = Bytes.utf8(GOOD.keyId()).array();
        values.put(
                "length in a longer varint",
                RAW.withPayloadType(RawEnvelope.concat(RawEnvelope.padded(type.length), type))
                        .value());
        values.put("length -1", RAW.withPayloadType(RawEnvelope.varint(-1)).value());
        values.put(
                "length bomb 2^31 - 1",
                RAW.withPayload(RawEnvelope.varint(Integer.MAX_VALUE)).value());
        values.put(
                "length bomb 2^62",
                RAW.withPayload(RawEnvelope.varint(1L << 62)).value());
        values.put(
                "varint of 11 bytes",
                RAW.withPayload(Bytes.hex("ffffffffffffffffffff01").array()).value());
        values.put(
                "keyId not UTF-8",
                RAW.withKeyId(RawEnvelope.prefixed(Bytes.hex("c328").array())).value());
        values.put(
                "keyId in overlong UTF-8",
                RAW.withKeyId(RawEnvelope.prefixed(Bytes.hex("c0af").array())).value());
        values.put(
                "keyId with a surrogate",
                RAW.withKeyId(RawEnvelope.prefixed(Bytes.hex("eda080").array())).value());
        values.put(
                "keyId that is no name",
                RAW.withKeyId(RawEnvelope.prefixed(Bytes.utf8("a key").array())).value());
        values.put(
                "keyId empty", RAW.withKeyId(RawEnvelope.prefixed(new byte[0])).value());
        values.put(
                "keyId unknown",
                RAW.withKeyId(RawEnvelope.prefixed(Arrays.copyOf(keyId, keyId.length - 1)))
                        .value());
        values.put(
                "payload type unknown",
                RAW.withPayloadType(
                                RawEnvelope.prefixed(Bytes.utf8("text/plain").array()))
                        .value());
        values.put(
                "payload type of a control entry",
                RAW.withPayloadType(RawEnvelope.prefixed(
                                Bytes.utf8(PayloadType.CONTROL.mediaType()).array()))
                        .value());
        values.put(
                "payload type of a response batch",
                RAW.withPayloadType(RawEnvelope.prefixed(Bytes.utf8(PayloadType.RESPONSE_BATCH.mediaType())
                                .array()))
                        .value());
        values.put(
                "payload empty",
                RAW.withPayload(RawEnvelope.prefixed(new byte[0])).value());
    }

    private static void batches(Map<String, byte[]> values) {
        byte[] hash = new byte[32];
        values.put("union branch 2", RAW.withBatch(new byte[] {4}).value());
        values.put("union branch -1", RAW.withBatch(new byte[] {1}).value());
        values.put("batch of one, without a path", batch("02", "00", "02", "00"));
        values.put("batch leaf beyond the tree", batch("02", "02", "02", "00"));
        values.put("batch of size 0", batch("02", "00", "00", "00"));
        values.put("batch leaf index over 32 bits", batch("02", "8080808020", "02", "00"));
        values.put("batch path item of 31 bytes", batch("02", "00", "04", "02" + "3e" + "00".repeat(31) + "00"));
        values.put(
                "batch path too long",
                batch("02", "00", "02", "02" + "40" + Bytes.wrap(hash).toHex() + "00"));
        values.put(
                "batch path in two blocks",
                batch("02", "00", "08", ("02" + "40" + Bytes.wrap(hash).toHex()).repeat(2) + "00"));
        values.put(
                "batch path block with a byte size",
                batch("02", "00", "04", "01" + "42" + "40" + Bytes.wrap(hash).toHex() + "00"));
        values.put(
                "batch path bomb",
                batch("02", "00", "04", Bytes.wrap(RawEnvelope.varint(1L << 40)).toHex()));
    }

    private static byte[] batch(String... hex) {
        return RAW.withBatch(Bytes.hex(String.join("", hex)).array()).value();
    }

    private static void flips(Map<String, byte[]> values) {
        int payload = 5
                + RAW.payloadType().length
                + RAW.payload().length
                - GOOD.payload().length();
        int body = payload + PAYLOAD_HEADER;
        int signature = RAW.value().length - 2;
        values.put("bit flipped in the payload type", flipped(8));
        values.put("bit flipped in the single-object marker", flipped(payload));
        values.put("bit flipped in the fingerprint", flipped(payload + 2));
        values.put("bit flipped in the deployment", flipped(body));
        values.put("bit flipped in the request id", flipped(body + DEPLOYMENT_LENGTH));
        values.put("bit flipped in the client id's length", flipped(body + DEPLOYMENT_LENGTH + REQUEST_ID_LENGTH));
        values.put("bit flipped in the client id", flipped(body + DEPLOYMENT_LENGTH + REQUEST_ID_LENGTH + 1));
        values.put("bit flipped in the body", flipped(payload + GOOD.payload().length() - 3));
        values.put("bit flipped in R", flipped(signature - 63));
        values.put("bit flipped in S", flipped(signature - 31));
    }

    private static byte[] flipped(int index) {
        byte[] value = RAW.value();
        value[index] ^= 1;
        return value;
    }

    /** Payloads with a valid signature that are refused because they are not canonical. */
    private static void signedPayloads(Map<String, byte[]> values) {
        byte[] good = GOOD.payload().array();
        int clientId = PAYLOAD_HEADER + DEPLOYMENT_LENGTH + REQUEST_ID_LENGTH;
        byte[] padded = RawEnvelope.concat(
                Arrays.copyOf(good, clientId),
                RawEnvelope.padded(Samples.CLIENT_ID.value().length()),
                Arrays.copyOfRange(good, clientId + 1, good.length));
        byte[] space = good.clone();
        space[clientId + 1] = ' ';
        values.put("signed payload with a longer varint", signed(padded));
        values.put("signed payload with a byte more", signed(Arrays.copyOf(good, good.length + 1)));
        values.put("signed payload with a byte less", signed(Arrays.copyOf(good, good.length - 1)));
        values.put("signed payload whose client id is no name", signed(space));
        values.put("signed payload with a negative sequence", signed(negativeSequence(good)));
        values.put(
                "signed by the client under another client's id", VectorFixture.signed(Samples.CLIENT, of("mallory")));
        values.put("signed by an executor", VectorFixture.signed(Samples.EXECUTOR, of("e1")));
        values.put("signed by a stranger", VectorFixture.signed(Samples.key("stranger"), of("stranger")));
    }

    private static byte[] negativeSequence(byte[] payload) {
        int sequence = PAYLOAD_HEADER
                + DEPLOYMENT_LENGTH
                + REQUEST_ID_LENGTH
                + 1
                + Samples.CLIENT_ID.value().length();
        byte[] negative = payload.clone();
        negative[sequence] = 1;
        return negative;
    }

    private static Request of(String clientId) {
        Request good = Samples.request(1);
        return new Request(
                good.deployment(),
                good.requestId(),
                new ClientId(clientId),
                good.sequence(),
                good.notAfter(),
                good.shardKey(),
                good.operation(),
                good.contentType(),
                good.body());
    }

    private static byte[] signed(byte[] payload) {
        byte[] signature = Samples.CLIENT.sign(PreAuthEncoding.encode(TYPE, payload));
        return RAW.withPayload(RawEnvelope.prefixed(payload))
                .withSignature(RawEnvelope.prefixed(signature))
                .value();
    }

    private static void signatures(Map<String, byte[]> values) {
        byte[] payload = PayloadCodec.encode(Samples.request(1)).array();
        values.put(
                "signature of 63 bytes",
                signature(Arrays.copyOf(GOOD.signature().array(), 63)));
        values.put(
                "signature of 65 bytes",
                signature(Arrays.copyOf(GOOD.signature().array(), 65)));
        values.put("signature empty", signature(new byte[0]));
        values.put("signature over the bare payload", signature(Samples.CLIENT.sign(payload)));
        values.put(
                "signature over another type",
                signature(Samples.CLIENT.sign(PreAuthEncoding.encode(PayloadType.CONTROL.mediaType(), payload))));
    }

    private static byte[] signature(byte[] signature) {
        return RAW.withSignature(RawEnvelope.prefixed(signature)).value();
    }
}
