package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.process.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Waits until all nodes serve; fails early when one of them has ended. */
final class ClusterReadiness {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MS = 50;
    private static final int CALL_TIMEOUT_MS = 3_000;
    private final EmbeddedCluster cluster;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    ClusterReadiness(EmbeddedCluster cluster) {
        this.cluster = cluster;
    }

    void await() {
        for (NodeSpec node : cluster.layout().nodes()) {
            while (!Ports.isListening(node.brokerPort())) {
                pause("open port " + node.brokerPort());
            }
        }
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MS))) {
            while (liveNodes(admin) < cluster.layout().nodes().size()) {
                pause("join the cluster");
            }
            while (!minInsyncSet(admin)) {
                pause("take the cluster's settings");
            }
        }
    }

    private int liveNodes(Admin admin) {
        try {
            return admin.describeCluster()
                    .nodes()
                    .get(CALL_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .size();
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** With eligible leader replicas this is the cluster's setting, not a broker's. */
    private boolean minInsyncSet(Admin admin) {
        ConfigResource whole = new ConfigResource(ConfigResource.Type.BROKER, "");
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry("min.insync.replicas", cluster.layout().minInSyncReplicas()), AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(Map.of(whole, List.of(set))).all().get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void pause(String what) {
        for (Part node : cluster.parts()) {
            if (!node.isAlive()) {
                throw NodeFailure.of(node);
            }
        }
        if (System.nanoTime() > deadline) {
            throw new UserError("the cluster did not " + what + " within " + PATIENCE.toSeconds()
                    + " s; see the logs beside " + cluster.node(1).log());
        }
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static UserError interrupted() {
        Thread.currentThread().interrupt();
        return new UserError("interrupted while the cluster was starting");
    }
}
