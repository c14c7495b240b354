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

/** When evidence against an executor is enough, what follows, and how seldom that is wrong, in plain words. */
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
        out.println("When evidence is enough (sums in nats, of one executor in one partition, one for each class):");
        line("  WRONG", weights(detection.wrong()) + ": another output or state than the agreed one, afresh");
        line("  SILENT", weights(detection.silent()) + ": no answer to what the others agreed on in time");
        line(
                "  SLOW",
                weights(detection.slow()) + ", a window of " + detection.slowWindow() + " ms in which "
                        + detection.slowShare() + " % of the answers were slow counts once");
        line(
                "  slow is",
                "over " + detection.slowFloor() + " ms, over " + detection.slowFactor()
                        + " x the lowest P99 of any run of "
                        + detection.baselineBallots() + " ballots, and over " + detection.slowFactor()
                        + " x the others' median");
        line("  EQUIVOCATED", "two different answers to one request: proof, at once");
        line("  suspected", "at " + nats(detection.suspected()) + "; nothing follows");
        line(
                "  malicious",
                "at " + nats(detection.malicious()) + "; SLOW only after " + detection.slowWindows()
                        + " further slow windows");
    }

    private static String weights(Weights weights) {
        return "+" + nats(weights.deviation()) + " for a deviation, " + nats(weights.agreement()) + " for none";
    }

    private void isolation(Genesis genesis, IsolationPolicy isolation) {
        out.println("What follows:");
        String effect = switch (isolation.enforcement()) {
            case ENFORCE -> "takes effect in every partition";
            case MONITOR -> "is only noted (monitor): nobody's status changes";
        };
        int validators = genesis.validators().size();
        line(
                "  decided by",
                validators == 0
                        ? "nobody: there are no validators, so nobody is isolated"
                        : genesis.validatorQuorum().oneHonest() + " of " + validators + " validators; it " + effect);
        line("  malicious", "is ISOLATED: its answers do not count any more; who stopped answering is DOWN");
        line("  budget", "nobody is put out when fewer than " + isolation.minElectorate() + " would be left");
        line("  DOWN ends", "after " + isolation.upAfter() + " agreeing answers in a row");
        line("  probation", "after rejoining, " + isolation.probationBallots() + " agreeing answers in a row");
    }

    private void bound(FalseIsolationBound bound) {
        out.println("How seldom an honest executor is put out by chance:");
        line("  one sum", "errs once in " + count(bound.ofOneDetector()) + " observations in the mean, or more seldom");
        line(
                "  all " + bound.detectors(),
                "one of them errs once in " + count(bound.ofAllDetectors())
                        + " ballots of every partition in the mean, or more seldom");
        for (DeviationClass kind : WEIGHED) {
            line(
                    "  " + kind,
                    "that holds while an honest executor deviates in at most " + percent(bound.benignRate(kind))
                            + " of its " + observations(kind) + ", whatever came before; who deviates in less than "
                            + percent(bound.undetectedRate(kind)) + " is found out only by chance");
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

    private void line(String name, Object value) {
        out.printf("%-14s %s%n", name, value);
    }
}
