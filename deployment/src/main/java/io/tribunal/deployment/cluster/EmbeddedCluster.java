package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.Part;
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
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One or three KRaft nodes on loopback, each a child JVM or threads of this one. A restart on the same directory serves the same
 * records on the same ports. The log of a node is {@code logs/node-N.log}.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final ClusterLayout layout;
    private final DataDirectory data;
    private final Arrangement arrangement;
    private final Optional<SecuredListener> secured;
    private final SortedMap<Integer, Part> nodes = new TreeMap<>();

    private EmbeddedCluster(
            ClusterLayout layout, DataDirectory data, Arrangement arrangement, Optional<SecuredListener> secured) {
        this.layout = layout;
        this.data = data;
        this.arrangement = arrangement;
        this.secured = secured;
    }

    /** Starts all nodes and returns once they serve; nothing is left running when that fails. */
    public static EmbeddedCluster start(DataDirectory data, Arrangement arrangement) {
        return start(data, arrangement, line -> {});
    }

    /**
     * The same.
     *
     * @param report receives a line that says how many nodes there are
     */
    public static EmbeddedCluster start(DataDirectory data, Arrangement arrangement, Consumer<String> report) {
        return start(data, arrangement, report, layout -> Optional.empty());
    }

    /** The same with a TLS and SCRAM listener on each node, for clients that are tested with it. */
    public static EmbeddedCluster startSecured(DataDirectory data, Arrangement arrangement) {
        return start(
                data,
                arrangement,
                line -> {},
                layout -> Optional.of(SecuredListener.in(data.root().resolve("tls"), layout)));
    }

    private static EmbeddedCluster start(
            DataDirectory data,
            Arrangement arrangement,
            Consumer<String> report,
            Function<ClusterLayout, Optional<SecuredListener>> secured) {
        try {
            ClusterLayout layout = ClusterLayout.in(data.kafka(), arrangement.nodes());
            EmbeddedCluster cluster = new EmbeddedCluster(layout, data, arrangement, secured.apply(layout));
            cluster.requireFreePorts();
            report.accept("starting "
                    + (layout.nodes().size() == 1
                            ? "one Kafka node"
                            : layout.nodes().size() + " Kafka nodes"));
            try {
                cluster.layout.nodes().forEach(node -> cluster.startNode(node.id()));
                new ClusterReadiness(cluster).await();
                cluster.secured.ifPresent(listener -> listener.register(cluster.bootstrapServers()));
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
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
            nodes.put(id, start(node, log, storage.settings()));
        } catch (IOException e) {
            throw new UserError("cannot prepare " + storage.directory() + ": " + e);
        }
    }

    private Part start(NodeSpec node, Path log, Path settings) {
        return switch (arrangement.placement()) {
            case ONE_PROCESS -> NodeThreads.start(node, log, settings);
            case PROCESSES -> NodeJvm.start(node, arrangement.lifetime(), log, settings);
        };
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

    /** A node that was started. */
    public Part node(int id) {
        return Objects.requireNonNull(nodes.get(id), () -> "node " + id + " was never started");
    }

    /** The process of a node of a cluster whose nodes are processes. */
    public ChildProcess process(int id) {
        return (ChildProcess) node(id);
    }

    /** All nodes, ascending by id. */
    public List<Part> parts() {
        return List.copyOf(nodes.values());
    }

    /** The last nodes of several cannot shut down in order, because the quorum is gone: they are ended. */
    @Override
    public void close() {
        Instant deadline = Instant.now().plus(STOP_PATIENCE);
        nodes.values().forEach(Part::terminate);
        nodes.values().forEach(node -> node.awaitEnd(Duration.between(Instant.now(), deadline)));
    }
}
