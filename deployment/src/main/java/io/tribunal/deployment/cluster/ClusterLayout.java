package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.kafka.files.DurableFile;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * What must stay the same over restarts of a cluster: its id, its nodes and their ports. The controller quorum stores the
 * addresses of its members, so a data directory cannot move to other ports.
 */
public record ClusterLayout(String clusterId, List<NodeSpec> nodes, int registryPort, int statePort) {
    private static final String FILE = "cluster.properties";

    public ClusterLayout {
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads the layout in the directory; where there is none, makes one with free ports and keeps it there.
     *
     * @param wanted the number of nodes that is asked for; a layout that exists must have as many
     */
    static ClusterLayout in(Path directory, OptionalInt wanted) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.exists(file)) {
            ClusterLayout kept = read(file);
            if (wanted.orElse(kept.nodes().size()) != kept.nodes().size()) {
                throw new UserError(
                        ExitCode.USAGE,
                        directory + " holds a cluster of " + kept.nodes().size() + " nodes, not " + wanted.getAsInt()
                                + "; use another --data directory");
            }
            return kept;
        }
        ClusterLayout fresh = fresh(wanted.orElse(Arrangement.USUAL_NODES));
        Files.createDirectories(directory);
        DurableFile.write(file, fresh.toText());
        return fresh;
    }

    private static ClusterLayout fresh(int count) {
        int[] ports = Ports.free(2 * count + 2);
        List<NodeSpec> nodes = IntStream.range(0, count)
                .mapToObj(i -> new NodeSpec(i + 1, ports[2 * i], ports[2 * i + 1], Uuid.randomUuid()))
                .toList();
        return new ClusterLayout(Uuid.randomUuid().toString(), nodes, ports[2 * count], ports[2 * count + 1]);
    }

    private static ClusterLayout read(Path file) throws IOException {
        Properties kept = new Properties();
        kept.load(new StringReader(Files.readString(file)));
        try {
            List<NodeSpec> nodes = IntStream.iterate(
                            1, id -> id == 1 || kept.containsKey("node." + id + ".broker.port"), id -> id + 1)
                    .mapToObj(id -> new NodeSpec(
                            id,
                            Integer.parseInt(kept.getProperty("node." + id + ".broker.port")),
                            Integer.parseInt(kept.getProperty("node." + id + ".controller.port")),
                            Uuid.fromString(kept.getProperty("node." + id + ".directory.id"))))
                    .toList();
            int registryPort = Integer.parseInt(kept.getProperty("registry.port"));
            int statePort = Integer.parseInt(kept.getProperty("state.port"));
            return new ClusterLayout(kept.getProperty("cluster.id"), nodes, registryPort, statePort);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new UserError(ExitCode.USAGE, file + " is not a cluster layout; use another --data directory");
        }
    }

    private String toText() {
        StringBuilder text = new StringBuilder("# Kept for restarts; do not edit.\n");
        text.append("cluster.id=").append(clusterId).append('\n');
        for (NodeSpec node : nodes) {
            String prefix = "node." + node.id() + '.';
            text.append(prefix).append("broker.port=").append(node.brokerPort()).append('\n');
            text.append(prefix)
                    .append("controller.port=")
                    .append(node.controllerPort())
                    .append('\n');
            text.append(prefix)
                    .append("directory.id=")
                    .append(node.directoryId())
                    .append('\n');
        }
        text.append("registry.port=").append(registryPort).append('\n');
        return text.append("state.port=").append(statePort).append('\n').toString();
    }

    /** All ports of the layout. */
    Set<Integer> ports() {
        return Stream.concat(
                        Stream.of(registryPort, statePort),
                        nodes.stream().flatMap(node -> Stream.of(node.brokerPort(), node.controllerPort())))
                .collect(Collectors.toSet());
    }

    /** How many copies of each record the cluster keeps. */
    public int replicas() {
        return Math.min(nodes.size(), Arrangement.REPLICAS);
    }

    /** A majority of the copies, as the setting {@code min.insync.replicas}. */
    String minInSyncReplicas() {
        return Integer.toString(TopicCatalogue.minInSyncReplicas(replicas()));
    }

    public String bootstrapServers() {
        return nodes.stream().map(NodeSpec::brokerAddress).collect(Collectors.joining(","));
    }

    String controllerBootstrap() {
        return nodes.stream().map(NodeSpec::controllerAddress).collect(Collectors.joining(","));
    }

    /** The first members of the controller quorum, as {@code id@host:port:directoryId}. */
    String initialControllers() {
        return nodes.stream()
                .map(node -> node.id() + "@" + node.controllerAddress() + ":" + node.directoryId())
                .collect(Collectors.joining(","));
    }
}
