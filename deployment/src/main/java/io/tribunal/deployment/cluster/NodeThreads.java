package io.tribunal.deployment.cluster;

import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.process.PartThreads;
import io.tribunal.kafka.files.PropertiesFile;
import io.tribunal.kafka.process.RunningRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A Kafka node on threads of this process. */
final class NodeThreads implements RunningRole {
    private final KafkaRaftServer server;

    private NodeThreads(Map<String, String> settings) {
        this.server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    }

    static Part start(NodeSpec node, Path log, Path settings) {
        return PartThreads.start(node.name(), log, () -> of(settings));
    }

    private static NodeThreads of(Path settings) throws IOException {
        return new NodeThreads(PropertiesFile.read(settings));
    }

    @Override
    public void run() {
        server.startup();
        server.awaitShutdown();
    }

    @Override
    public void stop() {
        server.shutdown();
    }
}
