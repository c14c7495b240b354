package io.tribunal.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.tribunal.kafka.process.RepeatedEvents;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets one warning a minute of Kafka's own clients through for each client and cause. They repeat some at every try: a consumer
 * whose topic was deleted writes several lines a second.
 */
public final class RepeatedLineFilter extends TurboFilter {
    private static final String KAFKA = "org.apache.kafka.";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int LONGEST = 300;

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
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !logger.getName().startsWith(KAFKA)) {
            return FilterReply.NEUTRAL;
        }
        boolean admitted = events.admit(logger.getName() + cause(format)).isPresent();
        return admitted ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** Kafka's clients have put the parameters into the text already: times, offsets and numbers of requests differ. */
    private static String cause(String text) {
        String beginning = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return NUMBER.matcher(beginning).replaceAll("#");
    }
}
