package io.tribunal.worker.recovery;

import java.util.OptionalLong;

/**
 * Brings an isolated executor back (PROTOCOL 8): it rebuilds all its state, reads up to the end that the log had when the
 * rebuild began, and requests once to rejoin. A process that has just started is rebuilding anyway. An isolation that was
 * lifted before the executor caught up has no effect.
 *
 * <pre>
 *   state       event                          next state
 *   rebuilding  caught up, not isolated        working
 *   rebuilding  caught up, isolated            requesting
 *   working     isolated                       rebuilding
 *   requesting  the request is written         working
 *   requesting  another isolation              rebuilding
 * </pre>
 */
public final class RejoinStateMachine {
    private static final long NONE = 0;
    private static final long RETRY_MS = 2_000;

    private final Rejoins rejoins;
    private boolean rebuilding = true;
    /** The isolation after which the state was rebuilt. */
    private long rebuiltAfter = NONE;

    private long requestedAfter = NONE;
    private long retryAt = Long.MIN_VALUE;

    public RejoinStateMachine(Rejoins rejoins) {
        this.rejoins = rejoins;
    }

    /**
     * Takes the present situation, requests to rejoin when that is due, and tells whether the caller must rebuild all state now.
     *
     * @param isolation number of the decision that isolates the executor, by the newest rules that it has read
     * @param caughtUp whether it has read up to the end that the log had when the rebuild began
     * @param now ms of any clock that only goes forward
     */
    public boolean mustRebuild(OptionalLong isolation, boolean caughtUp, long now) {
        if (rebuilding && !caughtUp) {
            return false;
        }
        if (rebuilding) {
            rebuilding = false;
            rebuiltAfter = isolation.orElse(NONE);
        }
        if (isolation.isEmpty()) {
            return false;
        }
        if (rebuiltAfter != isolation.getAsLong()) {
            rebuilding = true;
            return true;
        }
        request(isolation.getAsLong(), now);
        return false;
    }

    private void request(long isolation, long now) {
        if (requestedAfter == isolation || now < retryAt) {
            return;
        }
        if (rejoins.request(isolation)) {
            requestedAfter = isolation;
        } else {
            retryAt = now + RETRY_MS;
        }
    }
}
