package io.tribunal.cli.root;

import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what ROOT orders: mandates for the validators, and where there are none the decisions themselves. Waits for each record. */
final class MandateWriter implements AutoCloseable {
    private static final int SINGLE_PARTITION = 0;

    private final DeploymentLogs logs;
    private final RegisteredSchemas schemas;
    private final Producer<byte[], byte[]> producer;

    MandateWriter(TribunalConfig config, DeploymentLogs logs) {
        this.logs = logs;
        this.schemas = new RegisteredSchemas(config);
        this.producer = new KafkaProducer<>(logs.settings().producer());
    }

    /**
     * Appends a mandate to isolation-endorsements.
     *
     * @return its offset
     */
    long mandate(RootMandate mandate) {
        byte[] value = value(mandate);
        return append(new ProducerRecord<>(logs.topics().isolationEndorsements(), SINGLE_PARTITION, null, value));
    }

    private byte[] value(RootMandate mandate) {
        try {
            return DecisionLogCodec.encode(
                    schemas.idOf(Topic.ISOLATION_ENDORSEMENTS),
                    logs.deployment(),
                    new DecisionLogRecord.Mandate(mandate));
        } catch (MalformedRecordException e) {
            throw new UserError(ExitCode.USAGE, "the mandate cannot be written: " + e.getMessage());
        }
    }

    /** Appends a decision to a partition of business-log, in an envelope of that ROOT key. */
    void control(int partition, CertifiedDecision decision, SigningKey root) {
        byte[] value = BusinessCodec.encode(schemas.idOf(Topic.BUSINESS_LOG), envelope(decision, root));
        append(new ProducerRecord<>(logs.topics().businessLog(), partition, null, value));
    }

    /** Writes the decisions that the topic of rules lacks. */
    void rules(List<CertifiedDecision> decisions, SigningKey root) {
        Map<Long, Hash> present = rules();
        for (CertifiedDecision decision : decisions) {
            long number = decision.decision().number();
            if (!decision.decision().hash().equals(present.get(number))) {
                byte[] value = BusinessCodec.encode(schemas.idOf(Topic.RULES), envelope(decision, root));
                append(new ProducerRecord<>(logs.topics().rules(), SINGLE_PARTITION, RuleRecord.key(number), value));
            }
        }
    }

    private Map<Long, Hash> rules() {
        Map<Long, Hash> present = new HashMap<>();
        TopicScan.scan(logs.settings(), logs.topics().rules(), 1, record -> {
            if (RuleRecord.of(record) instanceof RuleRecord.DecisionRule rule) {
                present.put(
                        rule.certified().decision().number(),
                        rule.certified().decision().hash());
            }
        });
        return present;
    }

    private static SignedEnvelope envelope(CertifiedDecision decision, SigningKey root) {
        return new EnvelopeSigner(root).sign(PayloadType.CONTROL, PayloadCodec.encode(new Control(decision)));
    }

    private long append(ProducerRecord<byte[], byte[]> record) {
        return KafkaFutures.await(producer.send(record)).offset();
    }

    @Override
    public void close() {
        producer.close();
    }
}
