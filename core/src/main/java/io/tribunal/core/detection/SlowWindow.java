package io.tribunal.core.detection;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import java.util.Optional;

/**
 * One executor's answers within one window of elapsed time, which count together as one observation, since one pause
 * delays all of them. The window is judged at the first answer of a later one.
 */
final class SlowWindow {
    private final DetectionPolicy policy;
    private long number = -1;
    private int answers;
    private int slow;
    private long firstSlow = -1;

    SlowWindow(DetectionPolicy policy) {
        this.policy = policy;
    }

    /** @param firstSlow business offset of the first slow answer, -1 when the window is not a slow one */
    record Judged(boolean isSlow, long firstSlow) {}

    /** Takes an answer; returns the judgement on the previous window when the answer begins a new one. */
    Optional<Judged> take(long closedAt, boolean isSlow, long businessOffset) {
        long window = closedAt / policy.slowWindow();
        Optional<Judged> before = Optional.empty();
        if (window != number) {
            before = number < 0 ? Optional.empty() : Optional.of(judge());
            number = window;
            answers = 0;
            slow = 0;
            firstSlow = -1;
        }
        answers++;
        if (isSlow) {
            slow++;
            firstSlow = firstSlow < 0 ? businessOffset : firstSlow;
        }
        return before;
    }

    private Judged judge() {
        boolean isSlow = slow > 0 && 100L * slow >= (long) policy.slowShare() * answers;
        return new Judged(isSlow, firstSlow);
    }

    void write(CanonicalWriter out) {
        out.int64(number).int32(answers).int32(slow).int64(firstSlow);
    }

    void read(CanonicalReader in) {
        number = in.int64();
        answers = in.int32();
        slow = in.int32();
        firstSlow = in.int64();
        CanonicalReader.require(number >= -1 && firstSlow >= -1);
        CanonicalReader.require(0 <= slow && slow <= answers && (answers > 0) == (number >= 0));
        CanonicalReader.require((slow > 0) == (firstSlow >= 0));
    }
}
