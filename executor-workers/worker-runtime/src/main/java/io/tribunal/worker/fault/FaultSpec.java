package io.tribunal.worker.fault;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fault that is injected on purpose, for demonstrations and tests only. */
public sealed interface FaultSpec {
    /**
     * Wrong but well-formed outputs; the state stays right.
     *
     * @param operation the only operation that it affects; all when empty
     */
    record Lie(Optional<String> operation, double probability) implements FaultSpec {}

    /** Wrong values are written, to the executor's own state too. */
    record WrongState(double probability) implements FaultSpec {}

    /** Two different answers to one request. */
    record Equivocate(double probability) implements FaultSpec {}

    /** Every batch is written later, by a random time in ms within the bounds. */
    record Delay(long least, long most) implements FaultSpec {}

    /** Heartbeats only, never an answer. */
    record Silent() implements FaultSpec {}

    /** The process halts when it is about to answer. */
    record Crash(double probability) implements FaultSpec {}

    /** The syntax of {@link #parse}. */
    String GRAMMAR = "lie[@OPERATION][:P], wrong-state[:P], equivocate[:P], crash[:P], silent, delay:MIN-MAXms;"
            + " P is always (the default) or a probability such as 0.3";

    Pattern WITH_PROBABILITY =
            Pattern.compile("(lie|wrong-state|equivocate|crash)(?::(always|[01](?:\\.[0-9]{1,9})?))?");
    Pattern LIE_ABOUT = Pattern.compile("(lie)@([A-Za-z0-9._-]{1,64})(:.*)?");
    Pattern DELAY = Pattern.compile("delay:([0-9]{1,7})-([0-9]{1,7})ms");

    /**
     * Parses the value of {@code --fault}.
     *
     * @throws IllegalArgumentException with the grammar, when the text does not follow it
     */
    static FaultSpec parse(String text) {
        Matcher about = LIE_ABOUT.matcher(text);
        if (about.matches() && parse("lie" + Objects.requireNonNullElse(about.group(3), "")) instanceof Lie lie) {
            return new Lie(Optional.of(about.group(2)), lie.probability());
        }
        String spec = text.toLowerCase(Locale.ROOT);
        Matcher fault = WITH_PROBABILITY.matcher(spec);
        if (fault.matches()) {
            return withProbability(fault.group(1), probability(fault.group(2), text));
        }
        Matcher delay = DELAY.matcher(spec);
        if (delay.matches()) {
            return delay(Long.parseLong(delay.group(1)), Long.parseLong(delay.group(2)), text);
        }
        if (spec.equals("silent")) {
            return new Silent();
        }
        throw unknown(text);
    }

    private static FaultSpec withProbability(String name, double probability) {
        return switch (name) {
            case "lie" -> new Lie(Optional.empty(), probability);
            case "wrong-state" -> new WrongState(probability);
            case "equivocate" -> new Equivocate(probability);
            default -> new Crash(probability);
        };
    }

    private static double probability(String written, String text) {
        double probability = written == null || written.equals("always") ? 1 : Double.parseDouble(written);
        if (probability > 1) {
            throw unknown(text);
        }
        return probability;
    }

    private static FaultSpec delay(long least, long most, String text) {
        if (least > most) {
            throw unknown(text);
        }
        return new Delay(least, most);
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("no such fault: " + text + "; known are " + GRAMMAR);
    }
}
