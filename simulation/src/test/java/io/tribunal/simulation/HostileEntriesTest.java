package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that a hostile client can write to the business log, with real signatures: each has one exact reason, and the next entry is admitted. */
class HostileEntriesTest {
    private static final long NOW = SimClock.START;
    private static final long HOUR = 3_600_000;
    private static final SimDeployment DEPLOYMENT = SimDeployment.of(3, 1, 2, new SimPolicy());
    private static final String SHARD = DEPLOYMENT.shardOf(0);
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final PartitionAdmission admission = new PartitionAdmission(0, DEPLOYMENT.hash(), Ed25519.verifier());
    private long offset;

    @BeforeEach
    void openThePartition() {
        assertThat(decide(NOW, DEPLOYMENT.genesisValue())).isInstanceOf(Decision.Opened.class);
        assertThat(decide(NOW, sign("alice", request(1)))).isInstanceOf(Decision.Admitted.class);
    }

    record Bad(String name, Rejection reason, byte[] value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> badEntries() {
        return Stream.of(encodings(), signatures(), claims(), bodies(), controls())
                .flatMap(some -> some);
    }

    private static Stream<Bad> encodings() {
        byte[] good = sign("alice", request(2));
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        return Stream.of(
                new Bad("no bytes", Rejection.MALFORMED, new byte[0]),
                new Bad(
                        "not Avro",
                        Rejection.MALFORMED,
                        Bytes.utf8("{\"hello\":1}").array()),
                new Bad("2 MiB", Rejection.MALFORMED, new byte[2 << 20]),
                new Bad("a byte too many", Rejection.MALFORMED, longer),
                new Bad(
                        "length bomb",
                        Rejection.MALFORMED,
                        Bytes.hex("0000000000feffffff0f").array()),
                new Bad(
                        "unknown fingerprint",
                        Rejection.MALFORMED,
                        withPayload(request(2), payload -> payload[3] ^= 1)),
                new Bad(
                        "not a single object",
                        Rejection.MALFORMED,
                        withPayload(request(2), payload -> payload[0] ^= 1)));
    }

    private static Stream<Bad> signatures() {
        SignedEnvelope good = envelope("alice", request(2));
        byte[] s = good.signature().array();
        return Stream.of(
                new Bad("unknown key", Rejection.UNKNOWN_KEY, sign("mallory", request(2))),
                new Bad("no key name", Rejection.UNKNOWN_KEY, frame(with(good, "", good.signature()))),
                new Bad("wrong role", Rejection.BAD_SIGNATURE, sign("e1", request(2))),
                new Bad("another client's id", Rejection.BAD_SIGNATURE, sign("bob", request(2))),
                new Bad(
                        "63 bytes",
                        Rejection.BAD_SIGNATURE,
                        frame(with(good, good.keyId(), Bytes.wrap(Arrays.copyOf(s, 63))))),
                new Bad(
                        "65 bytes",
                        Rejection.BAD_SIGNATURE,
                        frame(with(good, good.keyId(), Bytes.wrap(Arrays.copyOf(s, 65))))),
                new Bad(
                        "S at least L",
                        Rejection.BAD_SIGNATURE,
                        frame(with(good, good.keyId(), Bytes.wrap(plusOrder(s))))),
                new Bad(
                        "of another payload",
                        Rejection.BAD_SIGNATURE,
                        frame(with(envelope("alice", request(3)), good.keyId(), good.signature()))));
    }

    private static Stream<Bad> claims() {
        return Stream.of(
                new Bad(
                        "wrong deployment",
                        Rejection.WRONG_DEPLOYMENT,
                        sign("alice", request(Hash.ZERO, 2, NOW + HOUR, SHARD, "{}"))),
                new Bad("genesis again", Rejection.MALFORMED, DEPLOYMENT.genesisValue()),
                new Bad(
                        "wrong partition",
                        Rejection.WRONG_PARTITION,
                        sign("alice", request(DEPLOYMENT.hash(), 2, NOW + HOUR, DEPLOYMENT.shardOf(1), "{}"))),
                new Bad(
                        "expired",
                        Rejection.EXPIRED,
                        sign("alice", request(DEPLOYMENT.hash(), 2, NOW - 1, SHARD, "{}"))),
                new Bad(
                        "far-future notAfter",
                        Rejection.EXPIRED,
                        sign("alice", request(DEPLOYMENT.hash(), 2, Long.MAX_VALUE, SHARD, "{}"))),
                new Bad(
                        "most negative notAfter",
                        Rejection.EXPIRED,
                        sign("alice", request(DEPLOYMENT.hash(), 2, Long.MIN_VALUE, SHARD, "{}"))),
                new Bad("sequence jump", Rejection.SEQUENCE_JUMP, sign("alice", request((1L << 32) + 2))),
                new Bad("replay", Rejection.REPLAYED, sign("alice", request(1))));
    }

    private static Stream<Bad> bodies() {
        return Stream.of(
                        "{\"a\":1,\"a\":2}",
                        "\"\\ud800\"",
                        "[".repeat(5_000) + "]".repeat(5_000),
                        "9007199254740992",
                        "-0",
                        "1.5",
                        "1e3",
                        "01",
                        "{\"b\":1,\"a\":2}",
                        "{ }",
                        "",
                        "{}x",
                        "\"\\u0041\"",
                        "nul",
                        "\"" + "x".repeat(65 << 10) + "\"")
                .map(body -> new Bad(
                        "body " + body.substring(0, Math.min(20, body.length())),
                        Rejection.MALFORMED_BODY,
                        sign("alice", request(DEPLOYMENT.hash(), 2, NOW + HOUR, SHARD, body))));
    }

    private static Stream<Bad> controls() {
        RegisteredKey again = SimKeys.registered("alice", Role.CLIENT);
        RegisteredKey sameKey = new RegisteredKey(again.keyId(), Role.CLIENT, "carol", again.publicKey());
        Action register = new Action.RegisterKey(SimKeys.registered("carol", Role.CLIENT));
        return Stream.of(
                new Bad(
                        "control of a client",
                        Rejection.BAD_SIGNATURE,
                        sign("alice", control(1, Hash.ZERO, register, "root"))),
                new Bad("no certificate", Rejection.BAD_CERTIFICATE, sign("root", control(1, Hash.ZERO, register))),
                new Bad(
                        "certified by a validator",
                        Rejection.BAD_CERTIFICATE,
                        sign("root", control(1, Hash.ZERO, register, "v1"))),
                new Bad(
                        "another previous decision",
                        Rejection.BAD_CERTIFICATE,
                        sign("root", control(1, DEPLOYMENT.hash(), register, "root"))),
                new Bad("decision 0", Rejection.REPLAYED, sign("root", control(0, Hash.ZERO, register, "root"))),
                new Bad(
                        "decision 2 before 1",
                        Rejection.OUT_OF_ORDER,
                        sign("root", control(2, Hash.ZERO, register, "root"))),
                new Bad(
                        "public key registered twice",
                        Rejection.INVALID_ACTION,
                        sign("root", control(1, Hash.ZERO, new Action.RegisterKey(sameKey), "root"))),
                new Bad(
                        "unknown key revoked",
                        Rejection.INVALID_ACTION,
                        sign("root", control(1, Hash.ZERO, new Action.RevokeKey(new KeyId("nobody")), "root"))));
    }

    @ParameterizedTest
    @MethodSource("badEntries")
    void shouldRejectWithTheExactReasonAndAdmitTheNextEntry(Bad bad) {
        assertRefused(decide(NOW, bad.value()), bad.reason());

        assertThat(decide(NOW, sign("alice", request(2)))).isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void shouldRejectARecordFromTheYear2100AndOneWithoutBrokerTime() {
        byte[] value = sign("alice", request(2));

        assertRefused(decide(SimClock.YEAR_2100, value), Rejection.EXPIRED);
        BusinessRecord unstamped = BusinessCodec.decode(new LogPosition(0, offset++), NOW, false, value);
        assertRefused(admission.decide(unstamped), Rejection.MALFORMED);

        assertThat(decide(NOW, value)).isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void shouldNameTheFirstPositionOfAReplay() {
        Decision decision = decide(NOW, sign("alice", request(1)));

        assertThat(((Decision.Refused) decision).replayOf()).contains(1L);
    }

    @Test
    void shouldNotCallAReplayWhatIsBelowTheWindow() {
        assertThat(decide(NOW, sign("alice", request(3_000)))).isInstanceOf(Decision.Admitted.class);

        Decision used = decide(NOW, sign("alice", request(1)));
        assertRefused(used, Rejection.SEQUENCE_TOO_OLD);
        assertThat(((Decision.Refused) used).replayOf()).isEmpty();
        assertThat(((Decision.Refused) used).clientId()).contains(new ClientId("alice"));
        assertRefused(decide(NOW, sign("alice", request(3_000 - 1_024))), Rejection.SEQUENCE_TOO_OLD);
        assertThat(decide(NOW, sign("alice", request(3_000 - 1_023)))).isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void shouldRejectASmallOrderKeyWithoutUsingUpTheDecision() {
        Bytes identity = Bytes.hex("01" + "00".repeat(31));
        byte[] good = sign(
                "root",
                control(1, Hash.ZERO, new Action.RegisterKey(SimKeys.registered("carol", Role.CLIENT)), "root"));
        byte[] bad = replace(
                good, SimKeys.registered("carol", Role.CLIENT).publicKey().array(), identity.array());

        assertRefused(decide(NOW, bad), Rejection.MALFORMED);

        assertThat(decide(NOW, good)).isInstanceOf(Decision.Applied.class);
    }

    @Test
    void shouldNeverAdmitAnEntryWithAnyBitFlipped() {
        byte[] good = sign("alice", request(2));
        for (int bit = 8 * 5; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(decide(NOW, bad)).as("bit %s", bit).isInstanceOf(Decision.Refused.class);
        }

        assertThat(decide(NOW, good)).isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void shouldNameNoRequestForAForgedSignature() {
        Decision.Refused forged = (Decision.Refused) decide(NOW, sign("bob", request(2)));
        Decision.Refused genuine = (Decision.Refused) decide(NOW, sign("alice", request(1)));

        assertThat(forged.requestId()).isEmpty();
        assertThat(forged.clientId()).isEmpty();
        assertThat(genuine.clientId()).contains(new ClientId("alice"));
    }

    private Decision decide(long time, byte[] value) {
        return admission.decide(BusinessCodec.decode(new LogPosition(0, offset++), time, true, value));
    }

    private static void assertRefused(Decision decision, Rejection reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static Request request(long sequence) {
        return request(DEPLOYMENT.hash(), sequence, NOW + HOUR, SHARD, "{}");
    }

    private static Request request(Hash deployment, long sequence, long notAfter, String shard, String body) {
        return new Request(
                deployment,
                new RequestId(Bytes.hex("00".repeat(16))),
                new ClientId("alice"),
                sequence,
                notAfter,
                shard,
                "PUT",
                ExpectedResponse.JSON,
                Bytes.utf8(body));
    }

    private static Control control(long decision, Hash previous, Action action, String... signers) {
        Bytes bytes = PayloadCodec.encodeAction(action);
        RootMandate mandate = RootMandate.by(
                Stream.of(signers).map(SimKeys::key).toList(), DEPLOYMENT.hash(), decision, action, bytes);
        OrderedDecision ordered = new OrderedDecision(decision, previous, mandate, Enforcement.ENFORCED);
        List<SigningKey> validators = DEPLOYMENT.genesis().validators().stream()
                .map(validator -> SimKeys.key(validator.value()))
                .toList();
        return new Control(new CertifiedDecision(ordered, QuorumCertificate.by(validators, ordered)));
    }

    private static SignedEnvelope envelope(String signer, Payload payload) {
        return new EnvelopeSigner(SimKeys.key(signer)).sign(payload.type(), PayloadCodec.encode(payload));
    }

    private static byte[] sign(String signer, Payload payload) {
        return frame(envelope(signer, payload));
    }

    private static byte[] frame(SignedEnvelope envelope) {
        return BusinessCodec.encode(0, envelope);
    }

    private static SignedEnvelope with(SignedEnvelope it, String keyId, Bytes signature) {
        return new SignedEnvelope(it.payloadType(), it.payload(), keyId, signature, Optional.empty());
    }

    /** The changed payload under a valid signature. */
    private static byte[] withPayload(Request request, Consumer<byte[]> tamper) {
        byte[] payload = PayloadCodec.encode(request).array();
        tamper.accept(payload);
        return frame(new EnvelopeSigner(SimKeys.key("alice")).sign(request.type(), Bytes.wrap(payload)));
    }

    /** The same signature with S + L: valid for a verifier that reduces S. */
    private static byte[] plusOrder(byte[] signature) {
        byte[] bigEndian = reversed(Arrays.copyOfRange(signature, 32, 64));
        byte[] sum = reversed(new BigInteger(1, bigEndian).add(ORDER).toByteArray());
        byte[] changed = Arrays.copyOf(signature, 64);
        Arrays.fill(changed, 32, 64, (byte) 0);
        System.arraycopy(sum, 0, changed, 32, Math.min(32, sum.length));
        return changed;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] replace(byte[] value, byte[] from, byte[] to) {
        String hex = Bytes.wrap(value)
                .toHex()
                .replace(Bytes.wrap(from).toHex(), Bytes.wrap(to).toHex());
        return Bytes.hex(hex).array();
    }
}
