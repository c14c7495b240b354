package io.tribunal.cli.output;

import io.tribunal.cli.options.AdjudicationName;
import io.tribunal.core.behaviour.Automaton;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The policy in force, and what follows from it. */
public final class PolicyText {
    private final PrintWriter out;

    public PolicyText(PrintWriter out) {
        this.out = out;
    }

    /** Prints the quorum, the limits, what each normalization profile hides, and the rules of isolation. */
    public void print(Genesis genesis, Policy policy, SortedSet<ExecutorId> active) {
        quorum(genesis, policy, active);
        line("adjudicator", adjudicator(policy));
        out.println();
        line(
                "service",
                LogText.name(genesis.service())
                        + (policy.state().stateful() ? ", stateful: states must agree, too" : ", stateless"));
        line("rules version", genesis.rulesVersion());
        line("partitions", genesis.partitions());
        line("deadline", policy.timing().deadline() + " ms in the time of the response log, then OVERDUE");
        line("heartbeat", policy.timing().heartbeat() + " ms");
        line("max step", policy.timing().maxStep() + " ms, the most that one record moves that time");
        line("max validity", policy.timing().maxValidity() + " ms from append time to notAfter");
        line("max output", policy.limits().maxOutput() + " bytes; a longer output becomes REFUSED with TOO_LARGE");
        line(
                "max held",
                policy.limits().maxHeld() + " bytes of one executor's responses that came before their request");
        line("checkpoints", "a state root every " + policy.state().checkpointInterval() + " offsets");
        line(
                "restore",
                "after " + policy.state().restoreBallots()
                        + " ballots, a state that still differs counts as a new deviation");
        line("certificates", policy.voting().embedCertificates() ? "in the verdicts" : "in the response log");
        out.println();
        profiles(policy);
        out.println();
        new DetectionText(out).print(genesis, policy);
        policy.voting().behaviour().ifPresent(this::behaviour);
        out.flush();
    }

    private void quorum(Genesis genesis, Policy policy, SortedSet<ExecutorId> active) {
        QuorumSpec quorum = genesis.executorQuorum();
        int n = quorum.members();
        line("executors", "n = " + n + " in genesis, " + active.size() + " active: " + LogText.names(active));
        line("may be faulty", "f = floor((n - 1) / 2) = " + quorum.faulty());
        line(
                "needed",
                QuorumSpec.majority(active.size(), policy.voting().minQuorum()) + " equal votes = max(floor("
                        + active.size() + " / 2) + 1, minQuorum "
                        + policy.voting().minQuorum() + ")");
        line("clients need", quorum.oneHonest() + " supporters = f + 1, whose signatures they check themselves");
        line("validators", genesis.validators().isEmpty() ? "none" : LogText.names(genesis.validators()));
        line("root", genesis.rootThreshold() + " root signature(s) change keys and policy");
    }

    private static String adjudicator(Policy policy) {
        String meaning = switch (policy.voting().adjudication()) {
            case EXACT_MAJORITY -> "as many equal outputs as needed, see above";
            case UNANIMOUS -> "all outputs are equal, else SPLIT at the deadline";
            case WEIGHTED -> "f + 1 equal outputs; among several, those of the executors that were right more often";
            case BEHAVIOUR_STATE -> "a majority reaches the same behaviour state, and f + 1 of them have equal outputs";
        };
        return AdjudicationName.of(policy.voting().adjudication()) + ": " + meaning;
    }

    private void behaviour(BehaviourModel model) {
        out.println();
        out.println("Behaviour model, which every executor's answers are checked against:");
        line("  start", LogText.name(model.start()));
        line("  alarm", model.alarm().isEmpty() ? "none" : LogText.names(model.alarm()));
        model.transitions().forEach(this::transition);
        new Automaton(model).faults().forEach(fault -> line("  no match", escaped(fault)));
    }

    private void transition(Transition edge) {
        String when =
                edge.count().map(count -> "more than " + count + " in a row").orElse("*, stays");
        line(
                "  " + LogText.name(edge.from()),
                "-> " + LogText.name(edge.to()) + ": " + when + ", input /" + escaped(edge.input()) + "/, output /"
                        + escaped(edge.output()) + "/");
    }

    /** A model comes from the log, so control characters in it must not reach the terminal. */
    private static String escaped(String expression) {
        return expression
                .codePoints()
                .mapToObj(c -> c >= ' ' && c <= '~' ? Character.toString(c) : "\\x{%x}".formatted(c))
                .collect(Collectors.joining());
    }

    private void profiles(Policy policy) {
        out.println("What normalization hides from the vote (what is hidden can hide an attack):");
        line("  all others", "nothing: outputs are compared in RFC 8785 form");
        policy.payloads().operations().forEach((operation, own) -> {
            line(
                    "  " + LogText.name(operation),
                    "deadline " + own.deadline() + " ms" + (own.profile().isNone() ? ", nothing" : ""));
            profile(own.profile());
        });
    }

    private void profile(NormalizationProfile profile) {
        members("left out", profile.drop());
        profile.decimal()
                .forEach((pointer, scale) ->
                        line("", LogText.name(pointer) + " is rounded to " + scale + " digits (HALF_EVEN)"));
        members("order does not count", profile.unordered());
        members("ASCII case does not count", profile.casefold());
        members("white space at the ends does not count", profile.trim());
    }

    private void members(String what, List<String> pointers) {
        pointers.forEach(pointer -> line("", LogText.name(pointer) + ": " + what));
    }

    private void line(String label, Object value) {
        out.println(LabelledLine.of(label, value));
    }
}
