package io.tribunal.cli.output;

import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.FalseIsolationBound;
import io.tribunal.core.detection.Weights;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.Policy;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** When evidence against an executor suffices, what follows, and how rarely an honest executor is isolated. */
final class DetectionText {
    private static final List<DeviationClass> WEIGHED =
            List.of(DeviationClass.WRONG, DeviationClass.SILENT, DeviationClass.SLOW);

    private final PrintWriter out;

    DetectionText(PrintWriter out) {
        this.out = out;
    }

    void print(Genesis genesis, Policy policy) {
        detection(policy.detection());
        out.println();
        isolation(genesis, policy.isolation());
        out.println();
        bound(new FalseIsolationBound(policy.detection(), genesis.executors().size(), genesis.partitions()));
    }

    private void detection(DetectionPolicy detection) {
        out.println("When evidence suffices (sums in nats; one sum for each executor, partition and class):");
        line(
                "  WRONG",
                weights(detection.wrong()) + ": an output or state other than the agreed one, if not inherited");
        line("  SILENT", weights(detection.silent()) + ": no answer in time, where the others agreed");
        line(
                "  SLOW",
                weights(detection.slow()) + "; a window of " + detection.slowWindow() + " ms counts once if "
                        + detection.slowShare() + " % of its answers were slow");
        line(
                "  slow is",
                "over " + detection.slowFloor() + " ms, over " + detection.slowFactor()
                        + " x the lowest P99 of any run of "
                        + detection.baselineBallots() + " ballots, and over " + detection.slowFactor()
                        + " x the others' median");
        line("  EQUIVOCATED", "two different answers to one request: proof, no sum needed");
        line("  suspected", "at " + nats(detection.suspected()) + "; has no consequence");
        line(
                "  malicious",
                "at " + nats(detection.malicious()) + "; for SLOW only after " + detection.slowWindows()
                        + " further slow windows");
    }

    private static String weights(Weights weights) {
        return "+" + nats(weights.deviation()) + " for a deviation, " + nats(weights.agreement()) + " for none";
    }

    private void isolation(Genesis genesis, IsolationPolicy isolation) {
        out.println("What follows:");
        String effect = switch (isolation.enforcement()) {
            case ENFORCE -> "takes effect in every partition";
            case MONITOR -> "is only recorded (monitor): no status changes";
        };
        int validators = genesis.validators().size();
        line(
                "  decided by",
                validators == 0
                        ? "no validator: there are none, so no executor is isolated"
                        : genesis.validatorQuorum().oneHonest() + " of " + validators + " validators; it " + effect);
        line(
                "  malicious",
                "the executor is ISOLATED: its answers no longer count; one that stopped answering is DOWN");
        line("  budget", "no executor is isolated if fewer than " + isolation.minElectorate() + " would remain");
        line("  DOWN ends", "after " + isolation.upAfter() + " agreeing answers in a row");
        line("  probation", "after rejoining, " + isolation.probationBallots() + " agreeing answers in a row");
    }

    private void bound(FalseIsolationBound bound) {
        out.println("How rarely an honest executor is isolated by chance:");
        line("  one sum", "errs at most once in " + count(bound.ofOneDetector()) + " observations on average");
        line(
                "  all " + bound.detectors(),
                "together err at most once in " + count(bound.ofAllDetectors())
                        + " ballots of every partition on average");
        for (DeviationClass kind : WEIGHED) {
            line(
                    "  " + kind,
                    "holds as long as an honest executor deviates in at most " + percent(bound.benignRate(kind))
                            + " of its " + observations(kind)
                            + ", whatever came before; an executor that deviates in less than "
                            + percent(bound.undetectedRate(kind)) + " is detected only by chance");
        }
    }

    private static String observations(DeviationClass kind) {
        return kind == DeviationClass.SLOW ? "windows" : "ballots";
    }

    private static String nats(long microNats) {
        return String.format(Locale.ROOT, "%.2f", (double) microNats / Weights.NAT);
    }

    private static String count(double observations) {
        return String.format(Locale.ROOT, "%,.0f", Math.floor(observations));
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * rate);
    }

    private void line(String label, Object value) {
        out.println(LabelledLine.of(label, value));
    }
}
