package io.tribunal.ingest;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.ingest.check.VerdictFixture;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of the topic of rules of {@link VerdictFixture}: decision n revokes the key of executor n. */
final class RuleFixture {
    static final String TOPIC = "test.rules";

    private final VerdictFixture fixture;
    private long nextOffset;

    RuleFixture() {
        this(RulesVersion.LATEST);
    }

    RuleFixture(RulesVersion version) {
        fixture = new VerdictFixture(version);
    }

    Hash deployment() {
        return fixture.deployment();
    }

    VerdictFixture verdicts() {
        return fixture;
    }

    ConsumerRecord<byte[], byte[]> genesis() {
        return record("0", value(fixture.trust().genesis()));
    }

    /** A genesis that differs in its service. */
    ConsumerRecord<byte[], byte[]> otherGenesis() {
        Genesis genesis = fixture.trust().genesis();
        return record(
                "0",
                value(new Genesis(
                        Hash.ZERO,
                        "other",
                        genesis.partitions(),
                        genesis.executors(),
                        genesis.validators(),
                        genesis.keys(),
                        1,
                        genesis.policy(),
                        genesis.rulesVersion())));
    }

    /** Decision n by ROOT. */
    ConsumerRecord<byte[], byte[]> decision(int number) {
        return decision(number, VerdictFixture.key("root"), number);
    }

    /** Decision n with that signature, about that executor's key. */
    ConsumerRecord<byte[], byte[]> decision(int number, SigningKey signer, int executor) {
        return record(Integer.toString(number), value(new Control(certified(number, signer, executor))));
    }

    /** Decision 1 by ROOT: a Void of that entry. */
    ConsumerRecord<byte[], byte[]> voidOf(LogPosition entry) {
        return record("1", value(new Control(certifiedVoid(1, Hash.ZERO, entry))));
    }

    /** A Void of that entry, by ROOT. */
    CertifiedDecision certifiedVoid(int number, Hash previous, LogPosition entry) {
        return certified(number, previous, new Action.VoidState(entry.partition(), entry.offset(), Hash.ZERO), "root");
    }

    private CertifiedDecision certified(int number, Hash previous, Action action, String signer) {
        RootMandate mandate = RootMandate.by(
                List.of(VerdictFixture.key(signer)),
                fixture.deployment(),
                number,
                action,
                PayloadCodec.encodeAction(action));
        return new CertifiedDecision(
                new OrderedDecision(number, previous, mandate, Enforcement.ENFORCED), QuorumCertificate.NONE);
    }

    /** The value of a record of business-log that holds that payload. */
    static byte[] entry(Payload payload, SigningKey writer) {
        return BusinessCodec.encode(0, new EnvelopeSigner(writer).sign(payload.type(), PayloadCodec.encode(payload)));
    }

    byte[] decisionValue(int number) {
        return value(new Control(certified(number, VerdictFixture.key("root"), number)));
    }

    private CertifiedDecision certified(int number, SigningKey signer, int executor) {
        Hash previous = number == 1
                ? Hash.ZERO
                : certified(number - 1, VerdictFixture.key("root"), number - 1)
                        .decision()
                        .hash();
        Action action = new Action.RevokeKey(VerdictFixture.key("e" + executor).keyId());
        RootMandate mandate = RootMandate.by(
                List.of(signer), fixture.deployment(), number, action, PayloadCodec.encodeAction(action));
        return new CertifiedDecision(
                new OrderedDecision(number, previous, mandate, Enforcement.ENFORCED), QuorumCertificate.NONE);
    }

    /** The writer of an envelope does not matter, and is a stranger here. */
    private static byte[] value(Payload payload) {
        return entry(payload, VerdictFixture.key("stranger"));
    }

    ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                0,
                nextOffset++,
                VerdictFixture.APPEND_TIME,
                TimestampType.LOG_APPEND_TIME,
                key.length(),
                value.length,
                key.getBytes(StandardCharsets.US_ASCII),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
