package io.tribunal.schemas;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A small deployment with keys from public seeds, for tests and test vectors. */
public final class Samples {
    public static final SigningKey CLIENT = key("client");
    public static final SigningKey ROOT = key("root");
    public static final SigningKey VALIDATOR = key("v1");
    public static final SigningKey EXECUTOR = key("e1");
    public static final ClientId CLIENT_ID = new ClientId("teller");
    public static final Bytes BODY = Bytes.utf8("{\"account\":\"alice\"}");

    private Samples() {}

    /** The key whose seed is SHA-256 of {@code "tribunal test key " + name}. */
    public static SigningKey key(String name) {
        return SigningKey.ofSeed(seed(name));
    }

    public static Bytes seed(String name) {
        return Hash.sha256(Bytes.utf8("tribunal test key " + name).array()).bytes();
    }

    public static RegisteredKey registered(SigningKey key, Role role, String owner) {
        return new RegisteredKey(key.keyId(), role, owner, key.publicKey());
    }

    public static Policy policy() {
        NormalizationProfile profile = new NormalizationProfile(
                List.of("/time"), new TreeMap<>(Map.of("/balance", 2)), List.of("/tags"), List.of("/*"), List.of("/a"));
        Policy defaults = Policy.defaults(new QuorumSpec(3), PayloadCodec.fingerprints());
        return defaults.withPayloads(defaults.payloads()
                        .withOperations(new TreeMap<>(Map.of("GET", new OperationPolicy("GET", 1_000, profile)))))
                .withLimits(defaults.limits().withMaxOpenBallots(12_000));
    }

    /** Six failures in a row keep the state; the seventh moves it to FAILING. */
    public static BehaviourModel behaviour() {
        return new BehaviourModel(
                "SERVING",
                new TreeSet<>(List.of("FAILING", "SERVING")),
                new TreeSet<>(List.of("FAILING")),
                List.of(
                        new Transition("SERVING", "", "^OK", Optional.empty(), "SERVING"),
                        new Transition("SERVING", "^GET", "Error|Failure", Optional.of(6), "FAILING"),
                        new Transition("FAILING", "", "^OK", Optional.of(0), "SERVING")));
    }

    /** Of rules version 1. */
    public static Genesis genesis() {
        return genesis(RulesVersion.FIRST);
    }

    public static Genesis genesis(RulesVersion version) {
        List<RegisteredKey> keys = Stream.of(
                        registered(CLIENT, Role.CLIENT, CLIENT_ID.value()),
                        registered(ROOT, Role.ROOT, "root"),
                        registered(VALIDATOR, Role.VALIDATOR, "v1"),
                        registered(EXECUTOR, Role.EXECUTOR, "e1"),
                        registered(key("e2"), Role.EXECUTOR, "e2"),
                        registered(key("e3"), Role.EXECUTOR, "e3"))
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        return new Genesis(
                Hash.ZERO,
                "accounts",
                6,
                Stream.of("e1", "e2", "e3").map(ExecutorId::new).toList(),
                List.of(new ValidatorId("v1")),
                keys,
                1,
                policy(),
                version);
    }

    /** The deployment of rules version 1. */
    public static Hash deployment() {
        return PayloadCodec.genesisHash(genesis());
    }

    public static Request request(long sequence) {
        return new Request(
                deployment(),
                new RequestId(Bytes.hex("00112233445566778899aabbccddeeff")),
                CLIENT_ID,
                sequence,
                1_800_000_000_000L,
                "main",
                "GET",
                "application/json",
                BODY);
    }

    public static SignedEnvelope signed(Request request) {
        return new EnvelopeSigner(CLIENT).sign(PayloadType.REQUEST, PayloadCodec.encode(request));
    }

    public static Control control(Action action) {
        Bytes actionBytes = PayloadCodec.encodeAction(action);
        return control(1, Hash.ZERO, RootMandate.by(List.of(ROOT), deployment(), 1, action, actionBytes));
    }

    /** The decision with that number, certified by the only validator. */
    public static Control control(long number, Hash previous, RootMandate mandate) {
        OrderedDecision decision = new OrderedDecision(number, previous, mandate, Enforcement.ENFORCED);
        return new Control(new CertifiedDecision(decision, QuorumCertificate.by(List.of(VALIDATOR), decision)));
    }

    public static Response response(long businessOffset) {
        Hash state = Hash.sha256(Bytes.utf8("state").array());
        return new Response(
                businessOffset,
                Hash.sha256(Bytes.utf8("entry").array()),
                Hash.ZERO.bytes(),
                state.bytes(),
                Bytes.EMPTY,
                Status.OK,
                "application/json",
                Bytes.utf8("{\"account\":\"alice\",\"balance\":\"0\"}"),
                List.of(Write.put(Bytes.utf8("a"), Bytes.utf8("0|none")), Write.remove(Bytes.utf8("b"))));
    }

    public static List<Bytes> responses(int count) {
        return LongStream.range(1, count + 1)
                .mapToObj(offset -> PayloadCodec.encodeResponse(response(offset)))
                .toList();
    }

    public static ResponseBatch.Header header(List<Bytes> responses) {
        List<ResponseBatch.Item> items = new ArrayList<>();
        responses.forEach(encoded -> items.add(new ResponseBatch.Item(encoded, response(1))));
        ResponseBatch.Header unsigned =
                new ResponseBatch.Header(deployment(), "e1", 0, responses.size(), responses.size(), Hash.ZERO);
        SignedEnvelope none = new SignedEnvelope("", Bytes.EMPTY, "", Bytes.EMPTY, Optional.empty());
        Hash root = ResponseBatch.of(none, 0, unsigned, items).tree().root();
        return new ResponseBatch.Header(deployment(), "e1", 0, responses.size(), responses.size(), root);
    }

    public static SignedEnvelope signed(ResponseBatch.Header header) {
        return new EnvelopeSigner(EXECUTOR).sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header));
    }

    public static byte[] batch(List<Bytes> responses) {
        return ResponseCodec.encode(0, signed(header(responses)), responses);
    }
}
