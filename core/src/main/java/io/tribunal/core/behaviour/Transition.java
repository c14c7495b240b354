package io.tribunal.core.behaviour;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One labelled edge of a behaviour model (paper two; PROTOCOL 9). It matches an executor's step when both expressions
 * are found in it.
 *
 * @param input RE2 expression sought in the operation and the request's body
 * @param output RE2 expression sought in the status and the normalized output
 * @param count it fires once it has matched more than so many times in a row; absent ({@code *}): it never fires
 */
public record Transition(String from, String input, String output, Optional<Integer> count, String to) {
    /** The largest count. */
    public static final int MAX_COUNT = 1_000_000;
    /** UTF-8 bytes of one expression. */
    public static final int MAX_EXPRESSION = 256;

    public Transition {
        requireBounded("input", input);
        requireBounded("output", output);
        if (count.isPresent() && (count.get() < 0 || count.get() > MAX_COUNT)) {
            throw new IllegalArgumentException(
                    "a transition's count must be 0 to " + MAX_COUNT + ", not " + count.get());
        }
        if (count.isEmpty() && !from.equals(to)) {
            throw new IllegalArgumentException(
                    "a transition with count * stays for ever, so it cannot lead from " + from + " to " + to);
        }
    }

    private static void requireBounded(String name, String expression) {
        if (expression.getBytes(StandardCharsets.UTF_8).length > MAX_EXPRESSION) {
            throw new IllegalArgumentException(
                    "a transition's " + name + " expression has more than " + MAX_EXPRESSION + " bytes");
        }
    }

    /** Whether it fires after so many matches in a row. */
    boolean firesAfter(int matches) {
        return count.isPresent() && matches > count.get();
    }
}
