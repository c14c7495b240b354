package io.tribunal.lab.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.statestore.StateReader;
import io.tribunal.statestore.state.AccountState;
import io.tribunal.statestore.state.CommittedState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

/** The whole path in containers: three brokers, three executors, voter and state store. */
@Tag("soak")
@RequiresDocker
class BrokerLossIT {
    private static final List<String> VARIANTS = List.of("decimal", "scaled", "digits");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int IN_FLIGHT = 64;
    private static final int PHASE = 400;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void shouldDecideEachRequestOnceWhileABrokerIsKilledAndRestarted() throws Exception {
        try (Network network = Network.newNetwork();
                KafkaNodes kafka = new KafkaNodes(network);
                Roles roles = new Roles(network)) {
            // Given a deployment in containers
            kafka.start();
            roles.start(VARIANTS, directory);
            TribunalConfig config = config(kafka);

            // When a broker is killed under load and comes back
            List<Outcome> outcomes = send(config, kafka);

            // Then every request was agreed upon
            assertThat(outcomes)
                    .as(roles::logs)
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Agreed.class));
            // And each position that was acknowledged has one final verdict
            Map<LogPosition, List<Verdict>> finals = new PublishedVerdicts(config, partitions()).finals();
            assertThat(finals).hasSize(outcomes.size());
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(finals.get(outcome.where().orElseThrow()))
                            .hasSize(1));
            // And the committed state holds every increment once
            CommittedState state = StateReader.read(config, PATIENCE);
            assertThat(state.isSound()).isTrue();
            assertThat(state.everything().stream()
                            .map(AccountState::balance)
                            .mapToInt(Integer::parseInt)
                            .sum())
                    .isEqualTo(3 * PHASE);
        }
    }

    private List<Outcome> send(TribunalConfig config, KafkaNodes kafka) throws Exception {
        SigningKey key = SigningKey.fromPem(directory.resolve("client.pem"));
        try (SequenceJournal sequences = SequenceJournal.open(directory.resolve("journal"), key.keyId());
                TribunalClient client =
                        TribunalClient.open(ClientConfig.of(config, new ClientId("client"), key, sequences)
                                .withTimeout(PATIENCE)
                                .withMaxInFlight(IN_FLIGHT))) {
            RequestLoad load = new RequestLoad(client);
            load.openAccounts();
            load.increment(PHASE);
            kafka.kill(2);
            load.increment(PHASE);
            kafka.restart(2);
            load.increment(PHASE);
            return load.await();
        }
    }

    private int partitions() {
        return ClusterFile.read(directory).partitions();
    }

    private TribunalConfig config(KafkaNodes kafka) {
        ClusterFile cluster = ClusterFile.read(directory);
        return TribunalConfig.of(new ConfigSources()
                .flag(TribunalConfig.BOOTSTRAP_SERVERS, kafka.bootstrapServers())
                .flag(TribunalConfig.NAMESPACE, cluster.namespace())
                .flag(TribunalConfig.DEPLOYMENT, cluster.deployment())
                .resolve(TribunalConfig.definition()));
    }
}
