package io.tribunal.deployment.provisioning;

import io.tribunal.core.identity.ValidatorId;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.isolation.ValidatorConfig;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.files.PropertiesFile;
import io.tribunal.statestore.StateStoreRole;
import io.tribunal.vote.VoteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code roles/*.properties} in a data directory; each role can be run by hand with its file. */
public final class RoleFiles {
    public static final String STATE = "state";
    private static final int ANY_PORT = 0;

    private final DataDirectory data;
    private final ClusterFile cluster;
    private final Keyring keys;
    private final int replicas;

    RoleFiles(DataDirectory data, ClusterFile cluster, Keyring keys, int replicas) {
        this.data = data;
        this.cluster = cluster;
        this.keys = keys;
        this.replicas = replicas;
    }

    public Path executor(DeploymentPlan.ExecutorSpec spec) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TribunalConfig.EXECUTOR_ID, spec.id().value());
        settings.put(TribunalConfig.KEY_FILE, absolute(keys.file(spec.id().value())));
        if (spec.implementation() instanceof Implementation.Variant java) {
            settings.put(TribunalConfig.EXECUTOR_VARIANT, java.variant());
            settings.putAll(java.settings());
        }
        return write(spec.id().value(), settings);
    }

    public Path client(String id) throws IOException {
        return write(id, Map.of(TribunalConfig.CLIENT_ID, id, TribunalConfig.KEY_FILE, absolute(keys.file(id))));
    }

    /** Writes the files of all roles in the plan and of its client. */
    void all(DeploymentPlan plan) throws IOException {
        client(plan.client().value());
        for (DeploymentPlan.ExecutorSpec spec : plan.executors()) {
            executor(spec);
        }
        for (int number = 1; number <= plan.voters(); number++) {
            voter(number, plan);
        }
        for (ValidatorId validator : plan.validators()) {
            validator(validator);
        }
        state(ANY_PORT);
    }

    public Path voter(int number, DeploymentPlan plan) throws IOException {
        String name = voterName(number);
        Map<String, String> settings = new TreeMap<>(plan.voterSettings());
        settings.put(VoteConfig.REPLICAS, Integer.toString(replicas));
        settings.put("kafka.state.dir", absolute(data.root().resolve("streams").resolve(name)));
        return write(name, settings);
    }

    public Path validator(ValidatorId id) throws IOException {
        return write(
                id.value(),
                Map.of(
                        ValidatorConfig.VALIDATOR_ID, id.value(),
                        TribunalConfig.KEY_FILE, absolute(keys.file(id.value()))));
    }

    public Path state(int port) throws IOException {
        return write(STATE, Map.of(StateStoreRole.PORT, Integer.toString(port)));
    }

    public static String voterName(int number) {
        return "voter-" + number;
    }

    private Path write(String name, Map<String, String> own) throws IOException {
        Map<String, String> settings = new TreeMap<>(own);
        settings.put(TribunalConfig.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
        settings.put(TribunalConfig.NAMESPACE, cluster.namespace());
        settings.put(TribunalConfig.DEPLOYMENT, cluster.deployment());
        settings.put(TribunalConfig.SCHEMA_REGISTRY_URL, cluster.schemaRegistryUrl());
        Files.createDirectories(data.roles());
        Path file = data.roles().resolve(name + ".properties");
        PropertiesFile.write(file, settings);
        return file;
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }
}
