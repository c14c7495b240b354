package io.tribunal.worker.recovery;

import java.util.OptionalLong;

/**
 * What an executor does about an isolation of its own (PROTOCOL 8): builds all its state anew, reads on to where the log
 * ended then, and asks once to be watched. A process that has just started has built its state anew already. An isolation
 * that it only passes by in the past, because it was lifted since, means nothing to it.
 *
 * <p>building --caught up, not isolated--> working --isolated--> building --caught up, isolated--> asking --stands--> working
 */
public final class RejoinStateMachine {
    private static final long NONE = 0;
    private static final long RETRY_MS = 2_000;

    private final Rejoins rejoins;
    private boolean building = true;
    /** The isolation since which the state was built anew. */
    private long rebuilt = NONE;

    private long asked = NONE;
    private long notBefore = Long.MIN_VALUE;

    public RejoinStateMachine(Rejoins rejoins) {
        this.rejoins = rejoins;
    }

    /**
     * Does what is due; whether all state is to be built anew now, for the caller to do.
     *
     * @param isolation the decision that isolates it, by the newest rules that it has read
     * @param caughtUp whether it has read on to where the log ended when the building began
     * @param now ms of any clock that only goes forward
     */
    public boolean mustRebuild(OptionalLong isolation, boolean caughtUp, long now) {
        if (building && !caughtUp) {
            return false;
        }
        if (building) {
            building = false;
            rebuilt = isolation.orElse(NONE);
        }
        if (isolation.isEmpty()) {
            return false;
        }
        if (rebuilt != isolation.getAsLong()) {
            building = true;
            return true;
        }
        ask(isolation.getAsLong(), now);
        return false;
    }

    private void ask(long isolation, long now) {
        if (asked == isolation || now < notBefore) {
            return;
        }
        if (rejoins.ask(isolation)) {
            asked = isolation;
        } else {
            notBefore = now + RETRY_MS;
        }
    }
}
