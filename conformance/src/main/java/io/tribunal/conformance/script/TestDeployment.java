package io.tribunal.conformance.script;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.cluster.EmbeddedCluster;
import io.tribunal.deployment.cluster.SecuredListener;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.provisioning.Provisioning;
import io.tribunal.deployment.registry.RegistryServer;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.files.PropertiesFile;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A deployment for one executor under test, which is e1. No other role runs, and the test holds all keys. */
record TestDeployment(
        DataDirectory data, ClusterFile address, Optional<SecuredListener> secured, RegistryServer registry)
        implements AutoCloseable {
    static final int PARTITIONS = 2;
    static final String CLIENT = "client";
    static final ExecutorId EXECUTOR = new ExecutorId("e1");
    private static final List<String> EXECUTORS = List.of("e1", "e2", "e3");
    private static final int VALIDATORS = 3;

    /** Makes keys, topics and genesis. The executor uses the secured listener of the brokers if they have one. */
    static TestDeployment create(Path directory, String namespace, EmbeddedCluster cluster) {
        DataDirectory data = DataDirectory.open(directory);
        List<DeploymentPlan.ExecutorSpec> executors = EXECUTORS.stream()
                .map(id -> new DeploymentPlan.ExecutorSpec(new ExecutorId(id), "decimal", Optional.empty()))
                .toList();
        DeploymentPlan plan = DeploymentPlan.of(namespace, executors, new ClientId(CLIENT))
                .withPartitions(PARTITIONS)
                .withValidators(VALIDATORS);
        RegistryServer registry = RegistryServer.start(directory.resolve("schema-registry.json"), 0);
        ClusterFile address = new Provisioning(data, plan, cluster.layout().replicas())
                .provisionWithRoleFiles(cluster.bootstrapServers(), registry.url());
        return new TestDeployment(data, address, cluster.secured(), registry);
    }

    Hash deployment() {
        return Hash.hex(address.deployment());
    }

    SigningKey key(String owner) {
        return SigningKey.fromPem(data.keys().of(owner));
    }

    /** The keys of enough validators to certify a decision. */
    List<SigningKey> validators() {
        return Stream.of("v1", "v2").map(this::key).toList();
    }

    TopicNames topics() {
        return TopicNames.of(address.namespace());
    }

    ClientSettings clients() {
        return new ClientSettings(address.config());
    }

    /** The settings of the executor under test. */
    Path settings() {
        return settings("executor.properties", SecuredListener::access);
    }

    /** The same, if there is a secured listener, but trusting the certificate of other brokers. */
    Optional<Path> settingsThatTrustOthers() {
        return secured.map(listener -> settings("stranger.properties", SecuredListener::accessThatTrustsOthers));
    }

    private Path settings(String name, Function<SecuredListener, Map<String, String>> access) {
        try {
            Map<String, String> all = PropertiesFile.read(data.roles().resolve(EXECUTOR.value() + ".properties"));
            secured.map(access).ifPresent(all::putAll);
            Path file = data.roles().resolve(name);
            PropertiesFile.write(file, all);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        registry.close();
        data.close();
    }
}
