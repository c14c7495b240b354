package io.tribunal.simulation;

import java.util.Random;

/** A broker's clock, epoch ms: bursts, pauses, steps back, and sometimes a record from the year 2100. */
final class SimClock {
    static final long START = 1_790_000_000_000L;
    static final long YEAR_2100 = 4_102_444_800_000L;

    private final Random random;
    private long now = START;
    private boolean astray;

    SimClock(Random random) {
        this.random = random;
    }

    /** The time of the next record. */
    long tick() {
        astray = random.nextInt(200) == 0;
        now += switch (random.nextInt(40)) {
            case 0 -> 10_000;
            case 1 -> -3_000;
            case 2, 3, 4 -> random.nextInt(1_500);
            default -> random.nextInt(60);
        };
        return astray ? YEAR_2100 : now;
    }

    /** Whether the last tick was from the year 2100. */
    boolean isAstray() {
        return astray;
    }

    long pass(long milliseconds) {
        astray = false;
        now += milliseconds;
        return now;
    }
}
