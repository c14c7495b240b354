package io.tribunal.core.recovery;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A business log of one partition with requests, replays, rejected entries and mandates, and signatures that stand in for
 * Ed25519: a hash over the public key and the message, twice.
 */
final class BusinessLogFixture {
    static final SignatureVerifier VERIFIER = (publicKey, message, signature) ->
            seal(Bytes.wrap(publicKey), message).equals(Bytes.wrap(signature));
    static final int VALIDATORS = 3;
    private static final long FINGERPRINT = 7;
    private static final long NOW = 1_000_000;
    private static final Bytes GENESIS = Bytes.utf8("the genesis of this deployment");

    final Hash deployment = Hash.sha256(GENESIS.array());
    final Genesis genesis;
    private final List<BusinessRecord> records = new ArrayList<>();
    private long mandates;
    private Hash head = Hash.ZERO;
    private long sequence;

    BusinessLogFixture() {
        this(RulesVersion.LATEST);
    }

    BusinessLogFixture(RulesVersion version) {
        List<RegisteredKey> keys = Stream.of(
                        IntStream.rangeClosed(1, 3).mapToObj(i -> key("e" + i, Role.EXECUTOR)),
                        IntStream.rangeClosed(1, VALIDATORS).mapToObj(i -> key("v" + i, Role.VALIDATOR)),
                        Stream.of(
                                key("root", Role.ROOT),
                                key("client", Role.CLIENT),
                                key("late", Role.CLIENT),
                                key("stray", Role.VALIDATOR),
                                new RegisteredKey(keyId("v1-too"), Role.VALIDATOR, "v1", publicKey("v1-too"))))
                .flatMap(some -> some)
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        genesis = new Genesis(
                Hash.ZERO,
                "test",
                1,
                IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> new ExecutorId("e" + i))
                        .toList(),
                IntStream.rangeClosed(1, VALIDATORS)
                        .mapToObj(i -> new ValidatorId("v" + i))
                        .toList(),
                keys,
                1,
                Policy.defaults(new QuorumSpec(3), List.of(FINGERPRINT)),
                version);
        append("root", genesis, GENESIS);
    }

    /** So many entries of all kinds. */
    static BusinessLogFixture random(RulesVersion version, Random random, int entries) {
        BusinessLogFixture log = new BusinessLogFixture(version);
        for (int i = 0; i < entries; i++) {
            switch (random.nextInt(10)) {
                case 0 -> log.mandate(new Action.RegisterKey(key("client" + i, Role.CLIENT)));
                case 1 -> log.records.add(log.unreadable());
                case 2 -> log.request(Math.max(0, log.sequence - random.nextInt(5)));
                case 3 -> log.request(Math.max(0, log.sequence - 1_022 - random.nextInt(5)));
                case 4 -> log.request(log.sequence += random.nextInt(1500));
                default -> log.request(++log.sequence);
            }
        }
        return log;
    }

    private BusinessRecord unreadable() {
        return new BusinessRecord(next(), NOW, Hash.ZERO, new BusinessRecord.Unreadable("noise"));
    }

    long request(long number) {
        return request("client", number, NOW + 1);
    }

    /** An expired request of a client without an admitted request. */
    long late() {
        return request("late", 1, NOW - 1);
    }

    private long request(String client, long number, long notAfter) {
        byte[] id = new byte[RequestId.LENGTH];
        id[0] = (byte) number;
        Request request = new Request(
                deployment,
                new RequestId(Bytes.wrap(id)),
                new ClientId(client),
                number,
                notAfter,
                "shard",
                "PUT",
                "text/plain",
                Bytes.utf8("body"));
        return append(client, request, Bytes.utf8("request " + number));
    }

    long mandate(Action action) {
        Bytes bytes = Bytes.utf8(action.toString());
        KeySignature signature = sign("root", RootMandate.signedBytes(deployment, ++mandates, bytes));
        RootMandate mandate = new RootMandate(deployment, mandates, action, bytes, List.of(signature));
        OrderedDecision decision = new OrderedDecision(mandates, head, mandate, Enforcement.ENFORCED);
        head = decision.hash();
        QuorumCertificate certificate =
                new QuorumCertificate(List.of(sign("v1", decision.signedBytes()), sign("v2", decision.signedBytes())));
        Control control = new Control(new CertifiedDecision(decision, certificate));
        return append("v1", control, Bytes.utf8("control " + mandates));
    }

    private long append(String signer, Payload payload, Bytes bytes) {
        byte[] message = PreAuthEncoding.encode(payload.type().mediaType(), bytes.array());
        SignedEnvelope envelope = new SignedEnvelope(
                payload.type().mediaType(),
                bytes,
                keyId(signer).value(),
                sign(signer, message).signature(),
                Optional.empty());
        records.add(new BusinessRecord(
                next(), NOW, Hash.sha256(bytes.array()), new BusinessRecord.Entry(envelope, FINGERPRINT, payload)));
        return records.size() - 1L;
    }

    private LogPosition next() {
        return new LogPosition(0, records.size());
    }

    BusinessRecord at(long offset) {
        return records.get(Math.toIntExact(offset));
    }

    List<BusinessRecord> rules(AdmissionContext context) {
        return context.ruleOffsets().stream().map(this::at).toList();
    }

    List<BusinessRecord> after(long offset) {
        return List.copyOf(records.subList(Math.toIntExact(offset) + 1, records.size()));
    }

    /** An admission that has read everything, and its context after each admitted request. */
    List<AdmissionContext> contexts() {
        PartitionAdmission admission = new PartitionAdmission(0, deployment, VERIFIER);
        List<AdmissionContext> contexts = new ArrayList<>();
        for (BusinessRecord record : records) {
            if (admission.decide(record) instanceof Decision.Admitted) {
                contexts.add(AdmissionContext.of(admission, record.offset()));
            }
        }
        return contexts;
    }

    AdmissionContext lastContext() {
        return contexts().getLast();
    }

    /** The chain of decisions after everything. */
    PartitionAdmission admission() {
        PartitionAdmission admission = new PartitionAdmission(0, deployment, VERIFIER);
        records.forEach(admission::decide);
        return admission;
    }

    static RegisteredKey key(String owner, Role role) {
        return new RegisteredKey(keyId(owner), role, owner, publicKey(owner));
    }

    static KeyId keyId(String name) {
        return new KeyId("ed25519:" + name);
    }

    private static Bytes publicKey(String name) {
        return Hash.sha256(Bytes.utf8(name).array()).bytes();
    }

    static KeySignature sign(String name, byte[] message) {
        return new KeySignature(keyId(name).value(), seal(publicKey(name), message));
    }

    private static Bytes seal(Bytes publicKey, byte[] message) {
        byte[] once = Hash.sha256(publicKey.array(), message).array();
        byte[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);
        return Bytes.wrap(twice);
    }
}
