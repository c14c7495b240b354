package io.tribunal.lab.hostile;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.partition.Event.Reason;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Response-log records that no ballot can use, each with the reason with which it must become a dead letter. */
final class HostileBatches {
    static final int PARTITION = 3;

    /** @param detail a part of the dead letter's message */
    record Batch(String name, byte @Nullable [] value, Reason reason, String detail) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int PAYLOAD_HEADER = 10;
    private static final Hash SOMETHING = Hash.sha256(new byte[] {1});

    private final HostileFixture fixture;
    private final Signers signers;
    private final List<Batch> batches = new ArrayList<>();

    /** The keys that a forger holds. */
    private record Signers(SigningKey mute, SigningKey other, SigningKey client, SigningKey unassigned) {}

    private HostileBatches(HostileFixture fixture, SigningKey unassigned) {
        this.fixture = fixture;
        this.signers = new Signers(
                fixture.key(HostileFixture.MUTE.value()),
                fixture.key("e4"),
                fixture.key(HostileFixture.CLIENT),
                unassigned);
    }

    static List<Batch> all(HostileFixture fixture, SigningKey unassigned) {
        HostileBatches all = new HostileBatches(fixture, unassigned);
        all.shapes();
        all.contradictions();
        all.authors();
        all.flips();
        all.signatures();
        return all.batches;
    }

    private void add(String name, byte @Nullable [] value, Reason reason, String detail) {
        batches.add(new Batch(name, value, reason, detail));
    }

    private Responses.Batch by(String author, SigningKey key, Response... responses) {
        return new Responses.Batch(fixture.hash(), author, key, PARTITION, 0, List.of(responses));
    }

    private Responses.Batch good(Response... responses) {
        return by(HostileFixture.MUTE.value(), signers.mute(), responses);
    }

    private static Response invented(long offset) {
        return Responses.invented(offset, SOMETHING);
    }

    private void shapes() {
        byte[] good = good().value();
        byte[] type = Bytes.utf8(PayloadType.RESPONSE_BATCH.mediaType()).array();
        byte[] unknown = good().header().payload().array().clone();
        unknown[5] ^= 0x40;
        add("not Avro", Bytes.utf8("{\"hello\":\"world\"}").array(), Reason.MALFORMED, "no 0x00 and schema id");
        add("tombstone", null, Reason.MALFORMED, "no value");
        add("empty value", new byte[0], Reason.MALFORMED, "no 0x00 and schema id");
        add("one byte more", Arrays.copyOf(good, good.length + 1), Reason.MALFORMED, "trailing");
        add(
                "unknown fingerprint",
                good().value(Forgery.signed(signers.mute(), PayloadType.RESPONSE_BATCH, unknown)),
                Reason.MALFORMED,
                "fingerprint");
        add(
                "Avro length bomb",
                Forgery.replaced(good, Forgery.varint(type.length), Forgery.varint(Integer.MAX_VALUE)),
                Reason.MALFORMED,
                "length 2147483647");
        add("array bomb", arrayBomb(good), Reason.MALFORMED, "block of");
        add("more than a record may have", new byte[Limits.MAX_RESPONSE_RECORD + 1], Reason.MALFORMED, "are allowed");
    }

    /** The last byte is the number of responses, which is zero. */
    private static byte[] arrayBomb(byte[] good) {
        byte[] count = Forgery.varint(1L << 40);
        byte[] bomb = Arrays.copyOf(good, good.length - 1 + count.length);
        System.arraycopy(count, 0, bomb, good.length - 1, count.length);
        return bomb;
    }

    private void contradictions() {
        Responses.Batch one = good(invented(0));
        Responses.Batch two = good(invented(0), invented(0));
        Responses.Batch many = new Responses.Batch(
                fixture.hash(),
                HostileFixture.MUTE.value(),
                signers.mute(),
                PARTITION,
                1_000,
                LongStream.rangeClosed(1, Limits.MAX_RESPONSES + 1)
                        .mapToObj(HostileBatches::invented)
                        .toList());
        add("root of other responses", one.value(one.header(1, SOMETHING)), Reason.MALFORMED, "root");
        add("count of other responses", one.value(one.header(2, one.root())), Reason.MALFORMED, "header counts");
        add("one position twice", two.value(), Reason.MALFORMED, "not ascending");
        add("too many responses", many.value(), Reason.MALFORMED, "more than 256");
        add("answers beyond what it has handled", good(invented(5)).value(), Reason.MALFORMED, "processedTo");
        add(
                "response that is not Avro",
                ResponseCodec.encode(0, one.header(), List.of(Bytes.utf8("not Avro"))),
                Reason.MALFORMED,
                "");
    }

    private void authors() {
        add("stranger", by("e5", SigningKey.generate()).value(), Reason.UNKNOWN_KEY, "not registered");
        add(
                "key of an executor outside the deployment",
                by(HostileControlEntries.UNASSIGNED, signers.unassigned(), invented(0))
                        .value(),
                Reason.NOT_A_MEMBER,
                "no executor of this deployment");
        add("client", by(HostileFixture.CLIENT, signers.client()).value(), Reason.BAD_SIGNATURE, "may not sign");
        add(
                "another executor's key",
                by(HostileFixture.MUTE.value(), signers.other(), invented(0)).value(),
                Reason.BAD_SIGNATURE,
                "belongs to another");
        add(
                "batch of another deployment",
                new Responses.Batch(SOMETHING, "e5", signers.mute(), PARTITION, 0, List.of()).value(),
                Reason.WRONG_DEPLOYMENT,
                "another deployment");
        add(
                "batch of another partition",
                new Responses.Batch(fixture.hash(), "e5", signers.mute(), PARTITION + 1, 0, List.of()).value(),
                Reason.BAD_SIGNATURE,
                "another partition");
    }

    private void flips() {
        Responses.Batch batch = good(invented(0));
        SignedEnvelope header = batch.header();
        byte[] value = batch.value(header);
        byte[] payload = header.payload().array();
        byte[] signature = header.signature().array();
        byte[] type = Bytes.utf8(header.payloadType()).array();
        byte[] keyId = Bytes.utf8(header.keyId()).array();
        byte[] response = batch.encoded().getFirst().array();
        int processedTo = payload.length - Hash.LENGTH - 2;
        add("bit flipped in the payload type", Forgery.flipped(value, type, 3), Reason.MALFORMED, "payloadType");
        add("bit flipped in the fingerprint", Forgery.flipped(value, payload, 2), Reason.MALFORMED, "fingerprint");
        add(
                "bit flipped in the deployment",
                Forgery.flipped(value, payload, PAYLOAD_HEADER),
                Reason.WRONG_DEPLOYMENT,
                "another deployment");
        byte[] further = payload.clone();
        further[processedTo] ^= 2;
        add(
                "bit flipped in processedTo",
                Forgery.replaced(value, payload, further),
                Reason.BAD_SIGNATURE,
                "does not verify");
        add(
                "bit flipped in the root",
                Forgery.flipped(value, payload, payload.length - 1),
                Reason.BAD_SIGNATURE,
                "does not verify");
        add("bit flipped in the key id", Forgery.flipped(value, keyId, keyId.length - 1), Reason.UNKNOWN_KEY, "");
        add("bit flipped in R", Forgery.flipped(value, signature, 1), Reason.BAD_SIGNATURE, "does not verify");
        add("bit flipped in S", Forgery.flipped(value, signature, 40), Reason.BAD_SIGNATURE, "does not verify");
        add("bit flipped in a response", Forgery.flipped(value, response, 30), Reason.MALFORMED, "root");
    }

    private void signatures() {
        SignedEnvelope header = good().header();
        String detail = "does not verify";
        add("signature of 63 bytes", truncated(header, 63), Reason.BAD_SIGNATURE, detail);
        add("signature of 65 bytes", truncated(header, 65), Reason.BAD_SIGNATURE, detail);
        add("S above L", good().value(Forgery.withLargeScalar(header)), Reason.BAD_SIGNATURE, detail);
    }

    private byte[] truncated(SignedEnvelope header, int length) {
        return good().value(Forgery.withSignatureOfLength(header, length));
    }
}
