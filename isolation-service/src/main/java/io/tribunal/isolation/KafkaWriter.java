package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.recovery.SignedCheckpoint;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.signature.Signer;
import io.tribunal.isolation.repair.DecisionKey;
import io.tribunal.isolation.repair.DecisionWriter;
import io.tribunal.isolation.signing.DecisionLogWriter;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes a validator's records without waiting. A failure of any is thrown by the next {@link #check}. */
final class KafkaWriter implements DecisionLogWriter, DecisionWriter, AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int SINGLE_PARTITION = 0;

    private final Producer<byte[], byte[]> producer;
    private final TopicNames topics;
    private final Hash deployment;
    private final SignedEnvelope genesis;
    private final EnvelopeSigner envelopes;
    private final SchemaIds schemas;
    private volatile @Nullable Exception failure;

    /** @param genesis the deployment's, as it stands in business-log */
    KafkaWriter(
            Producer<byte[], byte[]> producer,
            TopicNames topics,
            SignedEnvelope genesis,
            Signer signer,
            SchemaIds schemas) {
        this.producer = producer;
        this.topics = topics;
        this.deployment = Hash.sha256(genesis.payload().array());
        this.genesis = genesis;
        this.envelopes = new EnvelopeSigner(signer);
        this.schemas = schemas;
    }

    @Override
    public void append(DecisionLogRecord.Content content) {
        byte[] value = DecisionLogCodec.encode(schemas.idOf(Topic.ISOLATION_ENDORSEMENTS), deployment, content);
        send(new ProducerRecord<>(topics.isolationEndorsements(), SINGLE_PARTITION, null, value));
    }

    @Override
    public void control(int partition, CertifiedDecision decision) {
        byte[] value = BusinessCodec.encode(schemas.idOf(Topic.BUSINESS_LOG), envelope(decision));
        send(new ProducerRecord<>(topics.businessLog(), partition, null, value));
    }

    private SignedEnvelope envelope(CertifiedDecision decision) {
        return envelopes.sign(PayloadType.CONTROL, PayloadCodec.encode(new Control(decision)));
    }

    @Override
    public void genesisRule() {
        rule(RuleRecord.GENESIS, genesis);
    }

    @Override
    public void rule(CertifiedDecision decision) {
        rule(decision.decision().number(), envelope(decision));
    }

    private void rule(long number, SignedEnvelope envelope) {
        byte[] value = BusinessCodec.encode(schemas.idOf(Topic.RULES), envelope);
        send(new ProducerRecord<>(topics.rules(), SINGLE_PARTITION, RuleRecord.key(number), value));
    }

    @Override
    public void audit(CertifiedDecision decision) {
        byte[] key = DecisionKey.encode(DecisionKey.of(decision.decision().subject()));
        byte[] value = DecisionCodec.frame(schemas.idOf(Topic.ISOLATION_AUDIT), decision);
        send(new ProducerRecord<>(topics.isolationAudit(), SINGLE_PARTITION, key, value));
    }

    @Override
    public void latest(ExecutorId executor, CertifiedDecision decision) {
        byte[] value = DecisionCodec.frame(schemas.idOf(Topic.ISOLATION_DECISIONS), decision);
        send(new ProducerRecord<>(
                topics.isolationDecisions(), SINGLE_PARTITION, DecisionKey.encode(executor.value()), value));
    }

    /** Writes to checkpoints, with the partition as the key. */
    void checkpoint(SignedCheckpoint signed) {
        byte[] key = Integer.toString(signed.checkpoint().partition()).getBytes(StandardCharsets.US_ASCII);
        byte[] value = CheckpointCodec.encode(schemas.idOf(Topic.CHECKPOINTS), signed);
        send(new ProducerRecord<>(topics.checkpoints(), SINGLE_PARTITION, key, value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, problem) -> {
            if (problem != null) {
                failure = problem;
            }
        });
    }

    /**
     * Throws if a record could not be written.
     *
     * @throws KafkaException the producer's error
     */
    void check() {
        switch (failure) {
            case null -> {}
            case KafkaException lost -> throw lost;
            case Exception lost -> throw new KafkaException(lost);
        }
    }

    /** Records that are not written within 5 s are repaired after the next start. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
