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
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.genesis.GenesisRecord;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;

/**
 * The logs of one deployment, and the readers that commands use on them.
 *
 * @param deployment SHA-256 of the genesis payload
 */
public record DeploymentLogs(ClientSettings settings, TopicNames topics, Genesis genesis, Hash deployment) {
    private static final int PARTITION = 0;

    /**
     * Reads the genesis: that of the deployment in the settings, or, if they name none, the one that the log begins with.
     *
     * @throws UserError if the log begins with another genesis than the settings name
     */
    public static DeploymentLogs open(TribunalConfig config) {
        ClientSettings settings = new ClientSettings(config);
        TopicNames topics = TopicNames.of(config.namespace());
        try (GenesisReader reader = new GenesisReader(settings, topics.businessLog())) {
            GenesisRecord genesis = config.deployment()
                    .map(deployment -> reader.require(PARTITION, deployment))
                    .orElseGet(() -> reader.pin(PARTITION));
            return new DeploymentLogs(settings, topics, genesis.genesis(), genesis.deployment());
        } catch (GenesisMismatchException e) {
            throw new UserError(String.valueOf(e.getMessage()));
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
                .orElseThrow(() -> new UserError("there is no decision " + number + "; the last one is "
                        + history.entries().size()));
    }

    /** Replays partitions from their beginning. */
    public PartitionReplayer replayer() {
        return new PartitionReplayer(settings, topics, deployment, Ed25519.verifier());
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
            throw new UserError(String.valueOf(e.getMessage()));
        } catch (RefutedException e) {
            throw new UserError(
                    ExitCode.VERIFICATION_FAILED,
                    "the logs do not prove decision " + decision + ": "
                            + LogText.escaped(String.valueOf(e.getMessage())));
        }
    }

    private EvidenceLogs evidenceLogs() {
        return new KafkaEvidenceLogs(settings, topics);
    }
}
