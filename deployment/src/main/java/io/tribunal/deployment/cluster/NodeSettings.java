package io.tribunal.deployment.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A node's {@code server.properties}: as many copies as the layout has, fail-over within seconds, little memory. */
final class NodeSettings {
    private static final Map<String, String> COMMON = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            // durability
            Map.entry("unclean.leader.election.enable", "false"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.num.partitions", "6"),
            Map.entry("transaction.state.log.num.partitions", "6"),
            Map.entry("log.retention.ms", "-1"),
            // a hanging transaction blocks all readers of committed records
            Map.entry("transaction.max.timeout.ms", "10000"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
            // fail-over of clients
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            // memory
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"));

    /** Fail-over between nodes; a single node need not tell itself twice a second that it lives. */
    private static final Map<String, String> FAIL_OVER = Map.of(
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500",
            "controller.quorum.election.timeout.ms", "500",
            "controller.quorum.fetch.timeout.ms", "1000",
            "replica.lag.time.max.ms", "5000");

    private NodeSettings() {}

    static Map<String, String> of(ClusterLayout layout, NodeSpec node, Path data, Optional<SecuredListener> secured) {
        Map<String, String> settings = new TreeMap<>(COMMON);
        if (layout.nodes().size() > 1) {
            settings.putAll(FAIL_OVER);
        }
        String replicas = Integer.toString(layout.replicas());
        settings.put("default.replication.factor", replicas);
        settings.put("offsets.topic.replication.factor", replicas);
        settings.put("transaction.state.log.replication.factor", replicas);
        settings.put("min.insync.replicas", layout.minInSyncReplicas());
        settings.put("transaction.state.log.min.isr", layout.minInSyncReplicas());
        settings.put("node.id", Integer.toString(node.id()));
        settings.put("listeners", "PLAINTEXT://" + node.brokerAddress() + ",CONTROLLER://" + node.controllerAddress());
        settings.put("controller.quorum.bootstrap.servers", layout.controllerBootstrap());
        settings.put("log.dirs", data.toAbsolutePath().toString());
        secured.ifPresent(listener -> settings.putAll(listener.of(node, settings)));
        return settings;
    }
}
