package io.tribunal.deployment;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.files.FileTree;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.worker.ExecutorVariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole deployment in this JVM, for tests: one Kafka node, executors, voter, validators and state store on threads, in a
 * temporary directory that {@link #close} deletes. It needs no Docker and no other process:
 *
 * <pre>{@code
 * try (EmbeddedDeployment tribunal = EmbeddedDeployment.start();
 *         TribunalClient client = tribunal.newClient()) {
 *     Outcome outcome = client.send(NewRequest.json("books", "OPEN", body)).get();
 * }
 * }</pre>
 */
public final class EmbeddedDeployment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDeployment.class);
    private static final ClientId CLIENT = new ClientId("client");
    private static final int EXECUTORS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Starts no child process, since all executors are Java variants. */
    private static final Launcher NO_LAUNCHER = new Launcher("none");

    private final DataDirectory data;
    private final Deployment deployment;
    private final OpenedResources opened;
    private final AtomicLong sequence = new AtomicLong();

    private EmbeddedDeployment(DataDirectory data, Deployment deployment, OpenedResources opened) {
        this.data = data;
        this.deployment = deployment;
        this.opened = opened;
    }

    /** Three executors in Java, of different variants, that keep accounts; one partition, one voter, no validators. */
    public static EmbeddedDeployment start() {
        return start(usual());
    }

    /** The plan that {@link #start()} carries out, to begin another one with. */
    public static DeploymentPlan usual() {
        List<String> variants = List.copyOf(ExecutorVariants.onClassPath().names());
        List<DeploymentPlan.ExecutorSpec> executors = new ArrayList<>();
        for (int number = 1; number <= EXECUTORS; number++) {
            executors.add(new DeploymentPlan.ExecutorSpec(
                    new ExecutorId("e" + number), variants.get((number - 1) % variants.size()), Optional.empty()));
        }
        return DeploymentPlan.of(TopicNames.DEFAULT_NAMESPACE, executors, CLIENT)
                .withPartitions(1)
                .withArrangement(Arrangement.oneProcess());
    }

    /**
     * Starts a deployment of Java executors and returns when every role serves; nothing is left when that fails.
     *
     * @param plan its arrangement is replaced by {@link Arrangement#oneProcess}
     * @throws UserError when a role does not serve within a minute
     */
    public static EmbeddedDeployment start(DeploymentPlan plan) {
        OpenedResources opened = new OpenedResources();
        try {
            Path directory = temporary();
            AutoCloseable deletion = () -> FileTree.delete(directory);
            opened.keep(deletion);
            DataDirectory data = opened.keep(DataDirectory.open(directory));
            Deployment deployment = opened.keep(Deployment.start(
                    data, plan.withArrangement(Arrangement.oneProcess()), NO_LAUNCHER, line -> LOG.info("{}", line)));
            requireReady(deployment);
            return new EmbeddedDeployment(data, deployment, opened);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static void requireReady(Deployment deployment) {
        Set<String> missing = deployment.awaitReady(PATIENCE);
        if (!missing.isEmpty()) {
            throw new UserError("these do not serve: " + missing);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tribunal-embedded-");
        } catch (IOException e) {
            throw new UserError("cannot create a temporary directory: " + e);
        }
    }

    /** How clients of other processes reach it. */
    public ClusterFile address() {
        return deployment.address();
    }

    /** Its parts, to watch or to restart one. */
    public Deployment deployment() {
        return deployment;
    }

    /** Settings with which a client or a reader reaches it. */
    public TribunalConfig config() {
        return address().config();
    }

    /** A client with the deployment's client key; the caller closes it. */
    public TribunalClient newClient() {
        SigningKey key = SigningKey.fromPem(data.keys().of(CLIENT.value()));
        return TribunalClient.open(ClientConfig.of(config(), CLIENT, key, sequence::incrementAndGet));
    }

    @Override
    public void close() {
        opened.close();
    }
}
