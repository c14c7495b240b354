package io.tribunal.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.tribunal.kafka.process.RepeatedEvents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets one warning a minute of Kafka's own clients through for each client and cause. They repeat some at every try: a consumer
 * whose topic was deleted writes several lines a second.
 */
public final class RepeatedLineFilter extends TurboFilter {
    private static final String KAFKA = "org.apache.kafka.";

    private final RepeatedEvents events;

    /** By the clock of this process; logback creates it. */
    public RepeatedLineFilter() {
        this(new RepeatedEvents());
    }

    RepeatedLineFilter(RepeatedEvents events) {
        this.events = events;
    }

    /** @param format begins with the client's name; null when only the level is asked for */
    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        boolean repeats =
                format != null && level.isGreaterOrEqual(Level.WARN) && logger.getName().startsWith(KAFKA);
        return repeats && events.admit(logger.getName() + format).isEmpty() ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
