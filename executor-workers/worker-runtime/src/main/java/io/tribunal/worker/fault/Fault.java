package io.tribunal.worker.fault;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault and how long it lasts.
 *
 * @param seconds after the start of the process during which it is injected; always when empty
 */
public record Fault(FaultSpec spec, OptionalLong seconds) {
    private static final long MS_PER_SECOND = 1_000;

    /** The syntax of {@link #parse}. */
    public static final String GRAMMAR = FaultSpec.GRAMMAR + "; each may end with /Ns: it heals after N seconds";

    private static final Pattern PASSING = Pattern.compile("(.*)/([0-9]{1,6})s");

    /**
     * Parses the value of {@code --fault}.
     *
     * @throws IllegalArgumentException with the grammar, when the text does not follow it
     */
    public static Fault parse(String text) {
        Matcher passing = PASSING.matcher(text);
        return passing.matches()
                ? new Fault(FaultSpec.parse(passing.group(1)), OptionalLong.of(Long.parseLong(passing.group(2))))
                : new Fault(FaultSpec.parse(text), OptionalLong.empty());
    }

    /** Whether it is still injected that many milliseconds after the start. */
    boolean isPresentAt(long milliseconds) {
        return seconds.isEmpty() || milliseconds < MS_PER_SECOND * seconds.getAsLong();
    }
}
