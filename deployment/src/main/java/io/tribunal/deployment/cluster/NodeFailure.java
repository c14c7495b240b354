package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.process.LogTail;
import io.tribunal.deployment.process.Part;
import java.util.Map;

/** Explains why a node ended: looks for known causes at the end of its log. */
public final class NodeFailure {
    private static final Map<String, String> KNOWN_CAUSES = Map.of(
            "No space left on device", "the disk is full; free some space and start again",
            "Address already in use", "one of its ports was taken by another process in the meantime",
            "OutOfMemoryError", "it ran out of memory",
            "Permission denied", "it may not read or write its directory");

    private NodeFailure() {}

    public static UserError of(Part node) {
        String tail = LogTail.of(node.log()).text();
        String cause = KNOWN_CAUSES.entrySet().stream()
                .filter(known -> tail.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("see the end of its log");
        return new UserError(node.name() + " ended " + node.ending() + ": " + cause + " (" + node.log() + ")");
    }
}
