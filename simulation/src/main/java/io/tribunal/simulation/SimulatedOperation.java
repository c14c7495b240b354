package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;

/** A request to the simulated key-value service: PUT, GET or REMOVE of a key. Names are plain ASCII letters and digits. */
public record SimulatedOperation(String name, String key, String value) {
    /** The canonical JSON body of the request. */
    public Bytes body() {
        return Bytes.utf8("{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}");
    }
}
