package io.tribunal.worker.fault;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fault that an executor commits on purpose, for demonstrations and tests only. */
public sealed interface FaultSpec {
    /** Other outputs, well-formed; the state stays honest. */
    record Lie(double probability) implements FaultSpec {}

    /** Other values are written, to the executor's own state too. */
    record WrongState(double probability) implements FaultSpec {}

    /** Two different answers to one request. */
    record Equivocate(double probability) implements FaultSpec {}

    /** Everything is written later, by a random time within the bounds, in ms. */
    record Delay(long least, long most) implements FaultSpec {}

    /** Heartbeats only, never an answer. */
    record Silent() implements FaultSpec {}

    /** The process halts when it is about to answer. */
    record Crash(double probability) implements FaultSpec {}

    /** What can be written. */
    String GRAMMAR = "lie[:P], wrong-state[:P], equivocate[:P], crash[:P], silent, delay:MIN-MAXms;"
            + " P is always (the default) or a probability such as 0.3";

    Pattern WITH_PROBABILITY =
            Pattern.compile("(lie|wrong-state|equivocate|crash)(?::(always|[01](?:\\.[0-9]{1,9})?))?");
    Pattern DELAY = Pattern.compile("delay:([0-9]{1,7})-([0-9]{1,7})ms");

    /**
     * Reads a fault as it is written after {@code --fault}.
     *
     * @throws IllegalArgumentException naming the grammar, when it is none
     */
    static FaultSpec parse(String text) {
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
            case "lie" -> new Lie(probability);
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
