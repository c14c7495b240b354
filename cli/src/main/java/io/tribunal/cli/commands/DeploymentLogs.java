package io.tribunal.cli.commands;

import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.export.EvidenceExport;
import io.tribunal.audit.export.EvidenceLogs;
import io.tribunal.audit.export.KafkaEvidenceLogs;
import io.tribunal.audit.record.PartitionReplayer;
import io.tribunal.deployment.error.UserError;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.genesis.GenesisRecord;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;

/** The logs of the deployment that a command was pointed at, for readers. */
public record DeploymentLogs(ClientSettings settings, TopicNames topics, Genesis genesis, Hash deployment) {
    private static final int PARTITION = 0;

    /** Finds the deployment by its hash, or pins the one that is there. */
    public static DeploymentLogs open(ConnectionOptions connection) {
        TribunalConfig config = connection.resolve();
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

    EvidenceLogs evidence() {
        return new KafkaEvidenceLogs(settings, topics);
    }

    DecisionHistory history() {
        return DecisionHistory.read(evidence(), deployment, Ed25519.verifier());
    }

    EvidenceExport export(DecisionHistory history) {
        return new EvidenceExport(evidence(), history, Ed25519.verifier());
    }

    PartitionReplayer hearings() {
        return new PartitionReplayer(settings, topics, deployment, Ed25519.verifier());
    }
}
