package io.tribunal.isolation.repair;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Record keys of isolation-decisions and isolation-audit: the id of the decision's executor, or {@code mandate}. */
public final class DecisionKey {
    private static final String MANDATE = "mandate";

    private DecisionKey() {}

    public static String of(Subject subject) {
        return switch (subject) {
            case IsolationProposal proposal -> proposal.executor().value();
            case RootMandate ignored -> MANDATE;
        };
    }

    public static byte[] encode(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    public static Optional<String> decode(byte @Nullable [] key) {
        return Optional.ofNullable(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
