package io.tribunal.lab.faults;

import io.tribunal.cli.Main;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.worker.ExecutorVariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A deployment in child processes without a fault: five executors, and two voters that share the partitions. */
final class FaultFixture implements AutoCloseable {
    static final List<String> EXECUTORS = List.of("e1", "e2", "e3", "e4", "e5");
    static final List<String> VOTERS = List.of("voter-1", "voter-2");
    static final List<Integer> NODES = List.of(1, 2, 3);
    static final ClientId CLIENT = new ClientId("client");
    private static final int PARTITIONS = 6;

    private final DataDirectory data;
    private final Deployment deployment;
    private final TribunalConfig config;
    private final DeploymentProbe probe;

    private FaultFixture(DataDirectory data, Deployment deployment) {
        this.data = data;
        this.deployment = deployment;
        this.config = deployment.address().config();
        this.probe = new DeploymentProbe(settings(), topics());
    }

    static FaultFixture start(Path directory) {
        return start(directory, 0);
    }

    static FaultFixture start(Path directory, int validators) {
        return start(directory, validators, PARTITIONS);
    }

    static FaultFixture start(Path directory, int validators, int partitions) {
        List<String> variants = List.copyOf(ExecutorVariants.onClassPath().names());
        List<DeploymentPlan.ExecutorSpec> executors = new ArrayList<>();
        for (String executor : EXECUTORS) {
            String variant = variants.get(executors.size() % variants.size());
            executors.add(new DeploymentPlan.ExecutorSpec(new ExecutorId(executor), variant, Optional.empty()));
        }
        return start(directory, validators, partitions, executors);
    }

    /** Starts {@link #EXECUTORS} with these implementations. */
    static FaultFixture start(
            Path directory, int validators, int partitions, List<DeploymentPlan.ExecutorSpec> executors) {
        DataDirectory data = DataDirectory.open(directory);
        DeploymentPlan plan = DeploymentPlan.of(TopicCatalogue.DEFAULT_NAMESPACE, executors, CLIENT)
                .withPartitions(partitions)
                .withVoters(VOTERS.size())
                .withValidators(validators);
        try {
            FaultFixture fixture = new FaultFixture(
                    data, Deployment.start(data, plan, new Launcher(Main.class.getName()), System.err::println));
            fixture.probe().awaitAnswers(Set.copyOf(EXECUTORS));
            fixture.probe().awaitVoters(VOTERS.size());
            return fixture;
        } catch (RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    TribunalConfig config() {
        return config;
    }

    ClientSettings settings() {
        return new ClientSettings(config);
    }

    TopicCatalogue topics() {
        return new TopicCatalogue(config.namespace(), deployment.address().partitions());
    }

    Hash deploymentHash() {
        return config.deployment().orElseThrow();
    }

    Genesis genesis() {
        try (GenesisReader reader = new GenesisReader(settings(), topics().businessLog())) {
            return reader.require(0, deploymentHash()).genesis();
        }
    }

    SigningKey clientKey() {
        return SigningKey.fromPem(data.keys().of(CLIENT.value()));
    }

    DeploymentProbe probe() {
        return probe;
    }

    ChildProcess role(String name) {
        return deployment.process(name);
    }

    /** Kills the process with SIGKILL and waits for its end. */
    void kill(String role) {
        kill(role(role));
    }

    void killNode(int id) {
        kill(deployment.cluster().process(id));
    }

    private static void kill(ChildProcess child) {
        child.kill();
        child.awaitEnd(Duration.ofMinutes(1));
    }

    void restart(String role) {
        deployment.restart(role);
    }

    void restartNode(int id) {
        deployment.cluster().startNode(id);
    }

    /** Changes a setting of a role; it takes effect at its next start. */
    void configure(String role, String setting, String value) throws IOException {
        Files.writeString(
                data.roles().resolve(role + ".properties"), setting + "=" + value + "\n", StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        deployment.close();
        data.close();
    }
}
