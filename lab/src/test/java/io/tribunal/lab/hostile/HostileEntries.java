package io.tribunal.lab.hostile;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of business-log that are wrong in one way each, and the reason with which each is to be rejected. */
final class HostileEntries {
    /** @param detail the code that the verdict says */
    record Entry(String name, int partition, byte @Nullable [] value, Rejection reason, String detail) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int HOME = 1;
    private static final int ELSEWHERE = 2;
    private static final int PAYLOAD_HEADER = 10;
    private static final int DEPTH = 5_000;

    private final HostileFixture fixture;
    private final Requests requests;
    private final List<Entry> entries = new ArrayList<>();

    private HostileEntries(HostileFixture fixture) {
        this.fixture = fixture;
        this.requests = new Requests(fixture, HOME);
    }

    static List<Entry> all(HostileFixture fixture) {
        HostileEntries all = new HostileEntries(fixture);
        all.shapes();
        all.keys();
        all.flips();
        all.flipsInABatch();
        all.signatures();
        all.claims();
        all.bodies();
        return all.entries;
    }

    private void add(String name, byte @Nullable [] value, Rejection reason, String detail) {
        entries.add(new Entry(name, HOME, value, reason, detail));
    }

    private void shapes() {
        byte[] good = requests.value(requests.good());
        byte[] payload = requests.signed(requests.good()).payload().array();
        byte[] unknown = payload.clone();
        unknown[5] ^= 0x40;
        add("not Avro", Bytes.utf8("{\"hello\":\"world\"}").array(), Rejection.MALFORMED, "UNREADABLE");
        add("tombstone", null, Rejection.MALFORMED, "UNREADABLE");
        add("empty value", new byte[0], Rejection.MALFORMED, "UNREADABLE");
        add("one byte short", Arrays.copyOf(good, good.length - 1), Rejection.MALFORMED, "UNREADABLE");
        add("one byte more", Arrays.copyOf(good, good.length + 1), Rejection.MALFORMED, "UNREADABLE");
        add(
                "unknown fingerprint",
                signedPayload(fixture.key(HostileFixture.CLIENT), unknown),
                Rejection.MALFORMED,
                "UNREADABLE");
        add("Avro length bomb", bombed(good, Integer.MAX_VALUE), Rejection.MALFORMED, "UNREADABLE");
        add("Avro length bomb of 2^62", bombed(good, 1L << 62), Rejection.MALFORMED, "UNREADABLE");
        add(
                "one byte over the limit of an entry",
                requests.value(requests.ofOctets(Limits.MAX_ENTRY + 1 - overhead())),
                Rejection.MALFORMED,
                "UNREADABLE");
        add(
                "one byte below what the topic takes",
                requests.value(requests.ofOctets(Limits.MAX_ENTRY + (60 << 10))),
                Rejection.MALFORMED,
                "UNREADABLE");
    }

    /** Bytes of an entry beside its body, where body and payload both have lengths of three varint bytes. */
    private int overhead() {
        int body = 1_000_000;
        return requests.value(requests.ofOctets(body)).length - body;
    }

    /** The length of the payload type, the first field, says that gigabytes follow. */
    private static byte[] bombed(byte[] good, long length) {
        byte[] type = Bytes.utf8(PayloadType.REQUEST.mediaType()).array();
        return Forgery.replaced(good, Forgery.varint(type.length), Forgery.varint(length));
    }

    private static byte[] signedPayload(SigningKey key, byte[] payload) {
        return Requests.value(Forgery.signed(key, PayloadType.REQUEST, payload));
    }

    private void keys() {
        add(
                "unknown key",
                Requests.value(Requests.signed(SigningKey.generate(), requests.good())),
                Rejection.UNKNOWN_KEY,
                "KEY_NOT_REGISTERED");
        add(
                "executor's key on a request",
                Requests.value(Requests.signed(fixture.key("e1"), requests.ofClient("e1"))),
                Rejection.BAD_SIGNATURE,
                "ROLE");
        add(
                "root key on a request",
                Requests.value(Requests.signed(fixture.key("root"), requests.ofClient("root"))),
                Rejection.BAD_SIGNATURE,
                "ROLE");
        add(
                "client's key under another client's id",
                requests.value(requests.ofClient("mallory")),
                Rejection.BAD_SIGNATURE,
                "OWNER");
    }

    private void flips() {
        SignedEnvelope envelope = requests.signed(requests.good());
        byte[] value = Requests.value(envelope);
        byte[] payload = envelope.payload().array();
        byte[] signature = envelope.signature().array();
        byte[] type = Bytes.utf8(envelope.payloadType()).array();
        byte[] keyId = Bytes.utf8(envelope.keyId()).array();
        add("bit flipped in the magic byte", Forgery.flipped(value, 0), Rejection.MALFORMED, "UNREADABLE");
        add("bit flipped in the payload type", Forgery.flipped(value, type, 3), Rejection.MALFORMED, "UNREADABLE");
        add("bit flipped in the marker", Forgery.flipped(value, payload, 0), Rejection.MALFORMED, "UNREADABLE");
        add("bit flipped in the fingerprint", Forgery.flipped(value, payload, 2), Rejection.MALFORMED, "UNREADABLE");
        add(
                "bit flipped in the deployment",
                Forgery.flipped(value, payload, PAYLOAD_HEADER),
                Rejection.WRONG_DEPLOYMENT,
                "OTHER_DEPLOYMENT");
        add(
                "bit flipped in the request id",
                Forgery.flipped(value, payload, PAYLOAD_HEADER + Hash.LENGTH),
                Rejection.BAD_SIGNATURE,
                "SIGNATURE");
        add(
                "bit flipped in the body",
                Forgery.flipped(value, payload, payload.length - 3),
                Rejection.BAD_SIGNATURE,
                "SIGNATURE");
        add(
                "bit flipped in the key id",
                Forgery.flipped(value, keyId, keyId.length - 1),
                Rejection.UNKNOWN_KEY,
                "KEY_NOT_REGISTERED");
        add("bit flipped in R", Forgery.flipped(value, signature, 1), Rejection.BAD_SIGNATURE, "SIGNATURE");
        add("bit flipped in S", Forgery.flipped(value, signature, 40), Rejection.BAD_SIGNATURE, "SIGNATURE");
        add(
                "bit flipped in the batch's branch",
                Forgery.flipped(value, value.length - 1),
                Rejection.MALFORMED,
                "UNREADABLE");
    }

    private void flipsInABatch() {
        List<Bytes> payloads = List.of(PayloadCodec.encode(requests.good()), PayloadCodec.encode(requests.good()));
        SignedEnvelope envelope = new EnvelopeSigner(fixture.key(HostileFixture.CLIENT))
                .signBatch(PayloadType.REQUEST, payloads)
                .getFirst();
        byte[] value = Requests.value(envelope);
        byte[] path = envelope.batch().orElseThrow().path().getFirst().array();
        int leafIndex = value.length - 1 - path.length - 1 - 1 - 2;
        String detail = "SIGNATURE";
        add("bit flipped in the audit path", Forgery.flipped(value, path, 7), Rejection.BAD_SIGNATURE, detail);
        byte[] otherLeaf = value.clone();
        otherLeaf[leafIndex] ^= 2;
        add("another leaf index", otherLeaf, Rejection.BAD_SIGNATURE, detail);
        byte[] otherSize = value.clone();
        otherSize[leafIndex + 1] ^= 2;
        add("another tree size", otherSize, Rejection.BAD_SIGNATURE, detail);
    }

    private void signatures() {
        SignedEnvelope envelope = requests.signed(requests.good());
        String detail = "SIGNATURE";
        add("signature of 63 bytes", truncated(envelope, 63), Rejection.BAD_SIGNATURE, detail);
        add("signature of 65 bytes", truncated(envelope, 65), Rejection.BAD_SIGNATURE, detail);
        add("no signature", truncated(envelope, 0), Rejection.BAD_SIGNATURE, detail);
        add("S above L", Requests.value(Forgery.withLargeScalar(envelope)), Rejection.BAD_SIGNATURE, detail);
    }

    private static byte[] truncated(SignedEnvelope envelope, int length) {
        return Requests.value(Forgery.withSignatureOfLength(envelope, length));
    }

    private void claims() {
        Request elsewhere = requests.good();
        add(
                "wrong deployment",
                requests.value(requests.ofDeployment(Hash.sha256(new byte[] {1}))),
                Rejection.WRONG_DEPLOYMENT,
                "OTHER_DEPLOYMENT");
        entries.add(new Entry(
                "wrong partition", ELSEWHERE, requests.value(elsewhere), Rejection.WRONG_PARTITION, "SHARD_KEY"));
        add("expired", requests.value(requests.notAfter(Requests.inHours(-1))), Rejection.EXPIRED, "APPENDED_TOO_LATE");
        add(
                "valid for too long",
                requests.value(requests.notAfter(Requests.inHours(48))),
                Rejection.EXPIRED,
                "VALID_TOO_LONG");
        add("valid for ever", requests.value(requests.notAfter(Long.MAX_VALUE)), Rejection.EXPIRED, "VALID_TOO_LONG");
        add(
                "sequence far ahead",
                requests.value(requests.withSequence(Limits.MAX_SEQUENCE_JUMP * 2)),
                Rejection.SEQUENCE_JUMP,
                "TOO_FAR_ABOVE");
    }

    private void bodies() {
        body("duplicate names", "{\"account\":\"a\",\"account\":\"b\"}");
        body("lone surrogate", "{\"account\":\"\\ud800\"}");
        body("depth 5,000", "[".repeat(DEPTH) + "]".repeat(DEPTH));
        body("2^53+1", "{\"account\":\"a\",\"amount\":9007199254740993}");
        body("spaces", "{ \"account\": \"a\" }");
        body("more than 64 KiB", "{\"account\":\"" + "a".repeat(Limits.MAX_JSON_BODY) + "\"}");
        add(
                "surrogate in UTF-8",
                requests.value(requests.withBody(Bytes.hex("7b2261223a22eda080227d"))),
                Rejection.MALFORMED_BODY,
                "BODY_NOT_CANONICAL");
    }

    private void body(String name, String body) {
        add(name, requests.value(requests.withBody(body)), Rejection.MALFORMED_BODY, "BODY_NOT_CANONICAL");
    }
}
