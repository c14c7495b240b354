package io.tribunal.lab.containers;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/** Three brokers with the settings of {@code compose/kafka.env}, reachable from this machine too. */
final class KafkaNodes implements AutoCloseable {
    private static final int NODES = 3;
    private static final int HOST_LISTENER = 9094;
    private static final String STARTED = ".*Kafka Server started.*";

    private final List<Integer> ports = LoopbackPorts.free(NODES);
    private final List<GenericContainer<?>> nodes;

    KafkaNodes(Network network) {
        this.nodes = IntStream.rangeClosed(1, NODES)
                .<GenericContainer<?>>mapToObj(id -> node(id, network))
                .toList();
    }

    private GenericContainer<?> node(int id, Network network) {
        int port = ports.get(id - 1);
        GenericContainer<?> node = new GenericContainer<>(ComposeDirectory.kafkaImage())
                .withNetwork(network)
                .withNetworkAliases("kafka-" + id)
                .withEnv(ComposeDirectory.kafkaSettings())
                .withEnv("KAFKA_NODE_ID", Integer.toString(id))
                .withEnv("KAFKA_ADVERTISED_LISTENERS", "INTERNAL://kafka-" + id + ":9092,HOST://localhost:" + port)
                .withExposedPorts(HOST_LISTENER)
                .waitingFor(Wait.forLogMessage(STARTED, 1).withStartupTimeout(Duration.ofMinutes(2)));
        node.setPortBindings(List.of("127.0.0.1:" + port + ":" + HOST_LISTENER));
        return node;
    }

    void start() {
        Startables.deepStart(nodes).join();
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "localhost:" + port).collect(Collectors.joining(","));
    }

    static String bootstrapServersInside() {
        return IntStream.rangeClosed(1, NODES)
                .mapToObj(id -> "kafka-" + id + ":9092")
                .collect(Collectors.joining(","));
    }

    /** SIGKILL. */
    void kill(int id) {
        DockerClientFactory.instance()
                .client()
                .killContainerCmd(nodes.get(id - 1).getContainerId())
                .exec();
    }

    /** Starts a killed node again, with its data and its port. */
    void restart(int id) {
        DockerClientFactory.instance()
                .client()
                .startContainerCmd(nodes.get(id - 1).getContainerId())
                .exec();
    }

    @Override
    public void close() {
        nodes.forEach(GenericContainer::stop);
    }
}
