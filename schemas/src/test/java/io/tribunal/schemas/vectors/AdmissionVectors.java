package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One partition's business-log from genesis on, with the admission decision on every record. */
final class AdmissionVectors implements GoldenFile {
    private static final SigningKey NEWCOMER = Samples.key("new");
    private static final long DAY = 24 * 3_600_000L;

    @Override
    public String name() {
        return "admission";
    }

    @Override
    public JsonNode generate() {
        Log log = new Log();
        log.add("genesis", VectorFixture.genesis());
        requests(log);
        times(log);
        bodies(log);
        sequences(log);
        controls(log);
        ObjectNode file = Json.object()
                .put(
                        "about",
                        "business-log of one partition, in offset order, and what admission decides (PROTOCOL 4).")
                .put("deployment", Samples.deployment().toHex())
                .put("partition", VectorFixture.PARTITION);
        file.set("cases", log.records);
        return file;
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("partition").asInt()).isEqualTo(VectorFixture.PARTITION);
        VectorFixture fixture = new VectorFixture(Json.hash(file.get("deployment")));
        for (JsonNode record : file.get("cases")) {
            assertThat(fixture.decide(record))
                    .describedAs(record.get("name").asText())
                    .isEqualTo(record.get("expected"));
        }
    }

    private static void requests(Log log) {
        log.add("a request", signed(Samples.request(1)));
        log.add("the same bytes again", signed(Samples.request(1)));
        List<Bytes> payloads = Stream.of(3L, 2L, 4L)
                .map(i -> PayloadCodec.encode(Samples.request(i)))
                .toList();
        new EnvelopeSigner(Samples.CLIENT)
                .signBatch(PayloadType.REQUEST, payloads)
                .forEach(envelope -> log.add("one of a signed batch of three", BusinessCodec.encode(0, envelope)));
        log.add("genesis again", VectorFixture.genesis());
        log.add("no value", null);
        log.add("not stamped by the broker", VectorFixture.NOW, false, signed(Samples.request(5)));
        log.add("for another deployment", signed(Edit.request(5, it -> it.deployment = Hash.sha256())));
        log.add("for another partition", signed(Edit.request(5, it -> it.shardKey = shardElsewhere())));
        log.add("an unknown key", VectorFixture.signed(NEWCOMER, Edit.request(1, it -> it.clientId = "newcomer")));
    }

    private static void times(Log log) {
        long notAfter = Samples.request(1).notAfter();
        log.add("appended at the last moment", notAfter, true, signed(Samples.request(5)));
        log.add("appended a millisecond too late", notAfter + 1, true, signed(Samples.request(6)));
        log.add("valid for just a day", notAfter - DAY, true, signed(Samples.request(6)));
        log.add("valid for longer than that", notAfter - DAY - 1, true, signed(Samples.request(7)));
        log.add("valid until the end of time", signed(Edit.request(7, it -> it.notAfter = Long.MAX_VALUE)));
        log.add("never valid", signed(Edit.request(7, it -> it.notAfter = Long.MIN_VALUE)));
    }

    private static void bodies(Log log) {
        for (String body : List.of(
                "{\"b\":1,\"a\":2}",
                "{ }",
                "{\"a\":1.0}",
                "{\"a\":1e2}",
                "{\"a\":-0}",
                "{\"a\":01}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":9007199254740992}",
                "\"\\ud800\"",
                "not json",
                "",
                "[".repeat(33) + "]".repeat(33))) {
            log.add("body " + body, signed(Edit.request(7, it -> it.body = Bytes.utf8(body))));
        }
        for (String body : List.of("{\"a\":9007199254740991,\"b\":-1}", "[]", "\"\u20ac\"")) {
            log.add("body " + body, signed(Edit.request(log.nextSequence(), it -> it.body = Bytes.utf8(body))));
        }
        log.add("body of another type", signed(Edit.request(log.nextSequence(), it -> {
            it.contentType = "text/plain";
            it.body = Bytes.utf8("{ }");
        })));
    }

    private static void sequences(Log log) {
        long jump = 1L << 32;
        log.add("sequence 0", signed(Samples.request(0)));
        log.add("far ahead", signed(Samples.request(2_000)));
        log.add("an unseen one within the window", signed(Samples.request(977)));
        log.add("that one again", signed(Samples.request(977)));
        log.add("below the window", signed(Samples.request(976)));
        log.add("first one, too old to know where", signed(Samples.request(1)));
        log.add("more than 2^32 ahead", signed(Samples.request(2_001 + jump)));
        log.add("just 2^32 ahead", signed(Samples.request(2_000 + jump)));
    }

    private static void controls(Log log) {
        RegisteredKey newcomer = Samples.registered(NEWCOMER, Role.CLIENT, "newcomer");
        Request request = Edit.request(1, it -> it.clientId = "newcomer");
        Decisions decisions = new Decisions();
        String publicKey = NEWCOMER.publicKey().toHex();
        String keyId = Bytes.utf8(NEWCOMER.keyId().value()).toHex();
        String otherId = Bytes.utf8(Samples.key("stranger").keyId().value()).toHex();
        log.add("a key of small order", decisions.registering(publicKey, "01" + "00".repeat(31)));
        log.add("a key that is not canonical", decisions.registering(publicKey, "ee" + "ff".repeat(30) + "7f"));
        log.add("a key under another key's id", decisions.registering(keyId, otherId));
        byte[] register = decisions.next(new Action.RegisterKey(newcomer));
        log.add("a key is registered", register);
        log.add("the new key signs", VectorFixture.signed(NEWCOMER, request));
        log.add("the decision again", register);
        log.add("a decision too early", decisions.numbered(3, new Action.RevokeKey(newcomer.keyId())));
        log.add("another previous decision", decisions.after(Hash.ZERO, new Action.RevokeKey(newcomer.keyId())));
        log.add("the key once more", decisions.refused(new Action.RegisterKey(newcomer)));
        log.add("an unknown key is revoked", decisions.refused(new Action.RevokeKey(new KeyId("nobody"))));
        log.add("certificate by a client", decisions.signedBy(Samples.CLIENT, new Action.RevokeKey(newcomer.keyId())));
        log.add("certificate empty", decisions.signedBy(null, new Action.RevokeKey(newcomer.keyId())));
        log.add("the policy changes", decisions.next(new Action.ChangePolicy(Samples.policy())));
        behaviour(log, decisions);
        log.add("a state is settled", decisions.next(new Action.VoidState(VectorFixture.PARTITION, 1, Hash.sha256())));
        log.add("the key is revoked", decisions.next(new Action.RevokeKey(newcomer.keyId())));
        log.add(
                "the revoked key signs",
                VectorFixture.signed(NEWCOMER, Edit.request(2, it -> it.clientId = "newcomer")));
        log.add("the revoked key is registered again", decisions.refused(new Action.RegisterKey(newcomer)));
    }

    private static void behaviour(Log log, Decisions decisions) {
        BehaviourModel model = Samples.behaviour();
        Action watched = new Action.ChangePolicy(
                Samples.policy().withAdjudication(Adjudication.BEHAVIOUR_STATE, Optional.of(model)));
        log.add("a behaviour state that is no name", decisions.edited(watched, hex("FAILING"), hex("FAIL NG")));
        log.add("behaviour states out of order", decisions.edited(watched, hex("FAILING"), hex("XAILING")));
        log.add("the policy takes a behaviour model", decisions.next(watched));
        log.add("an expression that RE2 does not take", decisions.next(seeking("(?=x)")));
        log.add(
                "an expression that is too long",
                decisions.edited(seeking("a".repeat(256)), "8004" + hex("a"), "8204" + hex("aa")));
    }

    private static Action seeking(String output) {
        return new Action.ChangePolicy(Samples.policy()
                .withAdjudication(
                        Adjudication.EXACT_MAJORITY,
                        Optional.of(new BehaviourModel(
                                "S",
                                new TreeSet<>(Set.of("S")),
                                new TreeSet<>(),
                                List.of(new Transition("S", "", output, Optional.empty(), "S"))))));
    }

    private static String hex(String text) {
        return Bytes.utf8(text).toHex();
    }

    private static byte[] signed(Request request) {
        return VectorFixture.signed(Samples.CLIENT, request);
    }

    private static String shardElsewhere() {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> "ledger-" + i)
                .filter(key ->
                        io.tribunal.core.admission.ShardPartitioner.partitionOf(key, 6) != VectorFixture.PARTITION)
                .findFirst()
                .orElseThrow();
    }

    /** The records so far. */
    private static final class Log {
        private final ArrayNode records = Json.array();
        private final VectorFixture fixture = new VectorFixture(Samples.deployment());
        private long sequence = 7;

        void add(String name, byte @Nullable [] value) {
            add(name, VectorFixture.NOW, true, value);
        }

        void add(String name, long appendTime, boolean logAppendTime, byte @Nullable [] value) {
            records.add(fixture.logged(name, appendTime, logAppendTime, value));
        }

        long nextSequence() {
            return sequence++;
        }
    }

    /** The numbered decisions so far, signed by the one root key. */
    private static final class Decisions {
        private long number = 1;
        private Hash previous = Hash.ZERO;

        byte[] next(Action action) {
            Control control = control(number++, previous, action, Samples.ROOT);
            previous = control.decision().hash();
            return value(control);
        }

        byte[] refused(Action action) {
            return value(control(number, previous, action, Samples.ROOT));
        }

        byte[] numbered(long decision, Action action) {
            return value(control(decision, previous, action, Samples.ROOT));
        }

        byte[] after(Hash other, Action action) {
            return value(control(number, other, action, Samples.ROOT));
        }

        byte[] signedBy(@Nullable SigningKey signer, Action action) {
            return value(control(number, previous, action, signer));
        }

        /** A correctly signed registration with content that no encoder would write. */
        byte[] registering(String hex, String replacement) {
            return edited(
                    new Action.RegisterKey(Samples.registered(NEWCOMER, Role.CLIENT, "newcomer")), hex, replacement);
        }

        byte[] edited(Action action, String hex, String replacement) {
            String payload = PayloadCodec.encode(control(number, previous, action, Samples.ROOT))
                    .toHex()
                    .replace(hex, replacement);
            return BusinessCodec.encode(
                    0, new EnvelopeSigner(Samples.ROOT).sign(PayloadType.CONTROL, Bytes.hex(payload)));
        }

        private static Control control(long decision, Hash previous, Action action, @Nullable SigningKey signer) {
            Bytes actionBytes = PayloadCodec.encodeAction(action);
            List<SigningKey> roots = signer == null ? List.of() : List.of(signer);
            return Samples.control(
                    decision, previous, RootMandate.by(roots, Samples.deployment(), decision, action, actionBytes));
        }

        private static byte[] value(Control control) {
            return BusinessCodec.encode(
                    0, new EnvelopeSigner(Samples.ROOT).sign(PayloadType.CONTROL, PayloadCodec.encode(control)));
        }
    }

    /** The sample request with changed fields. */
    private static final class Edit {
        private Hash deployment = Samples.deployment();
        private String clientId = Samples.CLIENT_ID.value();
        private long notAfter = Samples.request(1).notAfter();
        private String shardKey = "main";
        private String contentType = "application/json";
        private Bytes body = Samples.BODY;

        static Request request(long sequence, Consumer<Edit> change) {
            Edit edit = new Edit();
            change.accept(edit);
            return edit.request(sequence);
        }

        private Request request(long sequence) {
            return new Request(
                    deployment,
                    Samples.request(1).requestId(),
                    new ClientId(clientId),
                    sequence,
                    notAfter,
                    shardKey,
                    "GET",
                    contentType,
                    body);
        }
    }
}
