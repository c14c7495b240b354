package io.tribunal.cli.input;

import io.tribunal.audit.check.RefutedException;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.export.EvidenceExport;
import io.tribunal.audit.export.EvidenceLogs;
import io.tribunal.audit.export.KafkaEvidenceLogs;
import io.tribunal.audit.export.NoSuchDecisionException;
import io.tribunal.audit.record.PartitionReplayer;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.genesis.GenesisRecord;
import io.tribunal.kafka.log.BusinessLogs;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.log.PartitionLogs;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The logs of one deployment, and the readers that commands use on them.
 *
 * @param deployment SHA-256 of the genesis payload
 */
public record DeploymentLogs(ClientSettings settings, TopicNames topics, Genesis genesis, Hash deployment) {
    private static final int PARTITION = 0;
    private static final int FETCH_WAIT_MS = 50;

    /**
     * Reads the genesis: that of the deployment in the settings, or, if they name none, the one that the log begins with.
     *
     * @throws UserError with exit code 7 if there is no such log
     * @throws GenesisMismatchException if the log begins with another genesis than the settings name
     */
    public static DeploymentLogs open(TribunalConfig config) {
        GenesisRecord genesis = genesis(config);
        return new DeploymentLogs(
                new ClientSettings(config), TopicNames.of(config.namespace()), genesis.genesis(), genesis.deployment());
    }

    /**
     * The genesis of the deployment alone, for commands that read other topics. Every command that reads a deployment reads it first,
     * so that none answers from the topics of another one.
     *
     * @throws UserError with exit code 7 if there is no business log
     * @throws GenesisMismatchException if it begins with another genesis than the settings name
     */
    public static GenesisRecord genesis(TribunalConfig config) {
        String businessLog = TopicNames.of(config.namespace()).businessLog();
        Map<String, Object> settings =
                new ClientSettings(config).reader(IsolationLevel.READ_UNCOMMITTED, FETCH_WAIT_MS);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            List<PartitionInfo> partitions = consumer.partitionsFor(businessLog);
            if (partitions == null || partitions.isEmpty()) {
                throw new UserError(
                        ExitCode.NOT_FOUND,
                        "there is no topic " + businessLog + " at " + config.bootstrapServers()
                                + ": no deployment was founded there, or --namespace is another");
            }
            GenesisReader reader = new GenesisReader(consumer, businessLog);
            return config.deployment()
                    .map(deployment -> reader.require(PARTITION, deployment))
                    .orElseGet(() -> reader.pin(PARTITION));
        }
    }

    /** The decisions in the business log, their certificates checked. */
    public DecisionHistory history() {
        return DecisionHistory.read(evidenceLogs(), deployment, Ed25519.verifier());
    }

    /**
     * Finds a decision by its number.
     *
     * @throws UserError if there is no decision of this number
     */
    public static DecisionHistory.Entry decision(DecisionHistory history, long number) {
        return history.find(number)
                .orElseThrow(() -> new UserError(
                        ExitCode.NOT_FOUND,
                        "there is no decision " + number + "; the last one is "
                                + history.entries().size()));
    }

    /** Replays partitions from their beginning. */
    public PartitionReplayer replayer() {
        return new PartitionReplayer(settings, topics, deployment, Ed25519.verifier());
    }

    /** The voting on a partition, replayed from its beginning to its current end. */
    public PartitionMachine voting(int partition) {
        try (PartitionLogs logs = new PartitionLogs(new BusinessLogs(settings, topics), settings, topics, partition)) {
            PartitionMachine machine =
                    new PartitionMachine(partition, deployment, Ed25519.verifier(), new VerdictCodec(), logs, logs);
            TopicScan.scan(
                    settings,
                    List.of(new TopicPartition(topics.responseLog(), partition)),
                    record -> machine.process(LogRecords.response(record)));
            return machine;
        }
    }

    /**
     * Builds the evidence bundle of a decision, as a file's bytes.
     *
     * @throws UserError if there is no such decision, or if the logs do not prove it
     */
    public byte[] evidence(DecisionHistory history, long decision) {
        try {
            return new EvidenceExport(evidenceLogs(), history, Ed25519.verifier()).of(decision);
        } catch (NoSuchDecisionException e) {
            throw new UserError(ExitCode.NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (RefutedException e) {
            throw new UserError(
                    ExitCode.VERIFICATION_FAILED, "the logs do not prove decision " + decision + ": " + e.getMessage());
        }
    }

    private EvidenceLogs evidenceLogs() {
        return new KafkaEvidenceLogs(settings, topics);
    }
}
