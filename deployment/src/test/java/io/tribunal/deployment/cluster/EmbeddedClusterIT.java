package io.tribunal.deployment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterIT {
    @TempDir
    Path directory;

    @Test
    @Tag("soak")
    void shouldServeWhileOneOfThreeNodesIsKilledAndKeepAllRecordsOverARestart() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            // Given a cluster with ten acknowledged records
            try (EmbeddedCluster cluster = EmbeddedCluster.start(data, Arrangement.replicatedProcesses())) {
                Records records = new Records(cluster.bootstrapServers());
                records.createTopic();
                records.append(0, 10);

                // When a node is killed
                cluster.process(2).kill();
                records.append(10, 20);

                // Then the others serve, and it can be restarted
                assertThat(records.readAll()).hasSize(20);
                cluster.startNode(2);
                records.append(20, 30);
            }
            // And all is there after a restart on the same directory and ports
            try (EmbeddedCluster cluster = EmbeddedCluster.start(data, Arrangement.replicatedProcesses())) {
                Records records = new Records(cluster.bootstrapServers());
                assertThat(records.readAll()).isEqualTo(Records.numbered(0, 30));
            }
        }
    }

    @Test
    @Tag("soak")
    void shouldKeepAcknowledgedRecordsWhenAllNodesAreKilledAtOnce() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (EmbeddedCluster cluster = EmbeddedCluster.start(data, Arrangement.replicatedProcesses())) {
                Records records = new Records(cluster.bootstrapServers());
                records.createTopic();
                records.append(0, 10);
                for (int id = 1; id <= 3; id++) {
                    cluster.process(id).kill();
                }
                ;
            }
            try (EmbeddedCluster cluster = EmbeddedCluster.start(data, Arrangement.replicatedProcesses())) {
                assertThat(new Records(cluster.bootstrapServers()).readAll()).isEqualTo(Records.numbered(0, 10));
            }
        }
    }

    @Test
    void shouldStopAllNodesWhenTheirParentIsKilled() {
        // Given a process that runs a cluster
        ChildProcess holder = ClusterHolder.start(directory);
        List<Long> nodes = ClusterHolder.awaitPids(holder);
        assertThat(nodes).hasSize(3).allMatch(pid -> ProcessHandle.of(pid).isPresent());

        // When it is killed
        holder.kill();

        // Then its nodes end
        for (long pid : nodes) {
            ProcessHandle.of(pid)
                    .ifPresent(node ->
                            node.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void shouldNameThePortThatIsTaken() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            // Given a directory one of whose ports is taken
            int port = ClusterLayout.in(data.kafka(), OptionalInt.of(3))
                    .nodes()
                    .get(1)
                    .brokerPort();
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                // When, then
                assertThatThrownBy(() -> EmbeddedCluster.start(data, Arrangement.replicatedProcesses()))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("port " + taken.getLocalPort() + " (broker of node-2) is taken");
            }
        }
    }
}
