package io.tribunal.kafka.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets one line of a log a minute through for one cause, and counts those that it holds back. Thread-safe. */
public final class RepeatedEvents {
    private static final long INTERVAL_NANOS = 60_000_000_000L;
    private static final int REMEMBERED = 500;

    private final LongSupplier nanos;
    private final Map<Object, Line> lines = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Line> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Line(long at, long withheld) {}

    /** By the clock of this process. */
    public RepeatedEvents() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    public RepeatedEvents(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Asks whether a line may be written now.
     *
     * @return how many lines for the same cause were held back since the last one; empty when this one is held back too
     */
    public synchronized OptionalLong admit(Object cause) {
        long now = nanos.getAsLong();
        Line last = lines.get(cause);
        if (last != null && now - last.at() < INTERVAL_NANOS) {
            lines.put(cause, new Line(last.at(), last.withheld() + 1));
            return OptionalLong.empty();
        }
        lines.remove(cause);
        lines.put(cause, new Line(now, 0));
        return OptionalLong.of(last == null ? 0 : last.withheld());
    }
}
