package io.tribunal.conformance.diversity;

import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a report as text. */
public final class DiversityText {
    private static final int NAME = 16;
    private static final String FAULTS = """
            InputFault model, injected by this command into what is executed, behind admission; seeded: a bit of the body turned over,
            the body cut, an amount's digit cut, a call lost, doubled, swapped with its neighbour, a state some calls old.
            independent: each implementation has a fault of its own. common: all have the same one. environment: none in the input,
            but the process has another time zone, a Turkish or no locale, a stack of 256 KiB, little memory.
            An escape is a run in which both gave the same wrong answer, so that a vote of the two would have passed it.
            It tells how such faults spread in these implementations of this service. It cannot tell how often faults occur, nor
            anything about a misreading of the specification that both share, a library's or a processor's own defect, or attackers.
            Independent faults mostly test the harness's dice; equal common faults are equal inputs, for which right
            implementations agree: what stands against those is the signature on each request, not diversity.""";

    private final PrintWriter out;

    public DiversityText(PrintWriter out) {
        this.out = out;
    }

    public void print(DiversityReport report) {
        materials(report);
        out.println();
        for (Pair pair : report.pairs()) {
            pair(report.names(), pair);
        }
        out.println();
        out.println(FAULTS);
        out.flush();
    }

    private void materials(DiversityReport report) {
        for (int i = 0; i < report.names().size(); i++) {
            out.println(report.names().get(i));
            Materials materials = report.materials().get(i);
            Materials.KINDS.forEach(kind -> out.println("  " + padded(kind, NAME) + materials.part(kind)));
            environments(report, i);
        }
    }

    /** Wrong answers of an implementation in unusual environments, although its input was right. */
    private void environments(DiversityReport report, int implementation) {
        for (RunResults runs : report.environments()) {
            runs.firstWrongOf(implementation)
                    .ifPresent(said -> out.println("  wrong in " + runs.wrongOf(implementation) + " of " + runs.count()
                            + " runs with " + runs.condition() + ", first: " + LogText.escaped(said)));
        }
    }

    private void pair(List<String> names, Pair pair) {
        out.println(names.get(pair.one()) + " and " + names.get(pair.other()) + ": overlap "
                + pair.overlap().points() + " of " + 2 * Materials.KINDS.size());
        out.println("  " + padded("share", NAME) + listed(pair.overlap().shared()));
        out.println("  " + padded("name only", NAME) + listed(pair.overlap().related()));
        count("independent", pair.independent());
        count("common", pair.common());
        count("environment", pair.environment());
    }

    private void count(String mode, PairCount count) {
        out.println("  " + padded(mode, NAME) + count.runs() + " runs, both wrong " + count.bothWrong() + ", escapes "
                + count.escapes() + ", 95 % upper bound "
                + String.format(Locale.ROOT, "%.2f %%", 100 * count.upperBound()));
    }

    private static String listed(List<String> kinds) {
        return kinds.isEmpty() ? "nothing" : kinds.stream().collect(Collectors.joining(", "));
    }

    /** The subset with the least overlap. */
    public void choose(DiversityReport report, int size) {
        SubsetChoice choice = new SubsetChoice(report.pairs());
        List<Integer> best = choice.best(report.names().size(), size);
        out.println();
        out.println("least overlap of " + size + ": "
                + best.stream().map(report.names()::get).collect(Collectors.joining(", ")) + " (" + choice.points(best)
                + " points)");
        out.flush();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
