package io.tribunal.cli.output;

/** A label and its value in two columns. */
final class LabelledLine {
    private LabelledLine() {}

    static String of(String label, Object value) {
        return "%-14s %s".formatted(label, value);
    }
}
