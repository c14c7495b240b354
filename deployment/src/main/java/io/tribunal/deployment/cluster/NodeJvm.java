package io.tribunal.deployment.cluster;

import io.tribunal.deployment.process.ChildCommand;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Lifetime;
import java.nio.file.Path;
import java.util.List;

/** Starts the JVM of one Kafka node, {@code kafka.Kafka}, with a small heap. */
final class NodeJvm {
    private NodeJvm() {}

    static ChildProcess start(NodeSpec node, Lifetime lifetime, Path log, Path settings) {
        return ChildProcess.start(
                node.name(),
                log,
                ChildCommand.java(
                        JvmOptions.lean("256m", lifetime, "node", node.id() == 1),
                        List.of("kafka.Kafka", settings.toAbsolutePath().toString())));
    }
}
