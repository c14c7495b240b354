package io.tribunal.deployment.cluster;

import org.apache.kafka.common.Uuid;

/**
 * One KRaft node, controller and broker in one.
 *
 * @param id from 1
 * @param directoryId names the node's metadata log in the controller quorum (KIP-853)
 */
public record NodeSpec(int id, int brokerPort, int controllerPort, Uuid directoryId) {
    public static final String HOST = "127.0.0.1";

    public String name() {
        return "node-" + id;
    }

    public String brokerAddress() {
        return HOST + ":" + brokerPort;
    }

    public String controllerAddress() {
        return HOST + ":" + controllerPort;
    }
}
