package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Three KRaft nodes on loopback as child JVMs, replication factor 3. A restart on the same directory serves the same records
 * on the same ports. The log of a node is {@code logs/node-N.log}.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final ClusterLayout layout;
    private final DataDirectory data;
    private final Lifetime lifetime;
    private final Optional<SecuredListener> secured;
    private final SortedMap<Integer, ChildProcess> nodes = new TreeMap<>();

    private EmbeddedCluster(
            ClusterLayout layout, DataDirectory data, Lifetime lifetime, Optional<SecuredListener> secured) {
        this.layout = layout;
        this.data = data;
        this.lifetime = lifetime;
        this.secured = secured;
    }

    /** Starts all nodes and returns once they serve; nothing is left running when that fails. */
    public static EmbeddedCluster start(DataDirectory data, Lifetime lifetime) {
        return start(data, lifetime, layout -> Optional.empty());
    }

    /** The same with a TLS and SCRAM listener on each node, for clients that are tested with it. */
    public static EmbeddedCluster startSecured(DataDirectory data, Lifetime lifetime) {
        return start(
                data,
                lifetime,
                layout -> Optional.of(SecuredListener.in(data.root().resolve("tls"), layout)));
    }

    private static EmbeddedCluster start(
            DataDirectory data, Lifetime lifetime, Function<ClusterLayout, Optional<SecuredListener>> secured) {
        try {
            ClusterLayout layout = ClusterLayout.in(data.kafka());
            EmbeddedCluster cluster = new EmbeddedCluster(layout, data, lifetime, secured.apply(layout));
            cluster.requireFreePorts();
            try {
                cluster.layout.nodes().forEach(node -> cluster.startNode(node.id()));
                new ClusterReadiness(cluster).await();
                cluster.secured.ifPresent(listener -> listener.register(cluster.bootstrapServers()));
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.nodes.values().forEach(ChildProcess::kill);
                throw e;
            }
        } catch (IOException e) {
            throw new UserError("cannot prepare " + data.kafka() + ": " + e);
        }
    }

    private void requireFreePorts() {
        for (NodeSpec node : layout.nodes()) {
            requireFree(node, "broker", node.brokerPort());
            requireFree(node, "controller", node.controllerPort());
        }
    }

    private void requireFree(NodeSpec node, String what, int port) {
        if (!Ports.isFree(port)) {
            throw new UserError("port " + port + " (" + what + " of " + node.name()
                    + ") is taken by another process; stop that one, since the cluster in " + data.root()
                    + " cannot move to other ports");
        }
    }

    /** Starts a node that is not running. */
    public void startNode(int id) {
        NodeSpec node = spec(id);
        NodeStorage storage = new NodeStorage(layout, node, data.kafka().resolve(node.name()), secured);
        try {
            storage.prepare();
            Path log = data.logs().resolve(node.name() + ".log");
            Files.createDirectories(data.logs());
            nodes.put(id, NodeJvm.start(node, lifetime, log, storage.settings()));
        } catch (IOException e) {
            throw new UserError("cannot prepare " + storage.directory() + ": " + e);
        }
    }

    private NodeSpec spec(int id) {
        return layout.nodes().stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + id));
    }

    public String bootstrapServers() {
        return layout.bootstrapServers();
    }

    /** The listener of a cluster that was started secured. */
    public Optional<SecuredListener> secured() {
        return secured;
    }

    public ClusterLayout layout() {
        return layout;
    }

    /** The process of a node that was started. */
    public ChildProcess node(int id) {
        return Objects.requireNonNull(nodes.get(id), () -> "node " + id + " was never started");
    }

    public List<ChildProcess> processes() {
        return List.copyOf(nodes.values());
    }

    /** Stops all nodes. The last ones cannot shut down in order, because the quorum is gone: they are killed. */
    @Override
    public void close() {
        Instant deadline = Instant.now().plus(STOP_PATIENCE);
        nodes.values().forEach(ChildProcess::terminate);
        nodes.values().forEach(node -> node.awaitEnd(Duration.between(Instant.now(), deadline)));
    }
}
