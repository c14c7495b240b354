package io.tribunal.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PolicyTextTest {
    private final Policy policy = Policy.defaults(new QuorumSpec(3), List.of());

    @Test
    void shouldNameTheAdjudicator() {
        assertThat(print(policy)).contains("adjudicator    exact-majority").doesNotContain("behaviour model");
    }

    @Test
    void shouldListTheBehaviourModelWithControlCharactersEscaped() {
        BehaviourModel model = new BehaviourModel(
                "NORMAL",
                new TreeSet<>(List.of("ABNORMAL", "NORMAL")),
                new TreeSet<>(List.of("ABNORMAL")),
                List.of(
                        new Transition("NORMAL", "\u001b[2J\u202e", "(?=x)", Optional.empty(), "NORMAL"),
                        new Transition("NORMAL", "", "Error|Failure", Optional.of(6), "ABNORMAL")));

        String text = print(policy.withAdjudication(Adjudication.BEHAVIOUR_STATE, Optional.of(model)));

        assertThat(text)
                .contains("adjudicator    behaviour-state")
                .contains("-> NORMAL: *, stays, input /\\x{1b}[2J\\x{202e}/")
                .contains("-> ABNORMAL: more than 6 in a row, input //, output /Error|Failure/")
                .containsPattern("no match +\\(\\?=x\\)");
    }

    @Test
    void shouldShowWhenEvidenceSufficesAndHowRarelyThatIsWrong() {
        assertThat(print(policy))
                .contains("+3.91 for a deviation, -0.05 for none")
                .contains("malicious    at 15.50")
                .contains("no validator: there are none, so no executor is isolated")
                .contains("one sum      errs at most once in 5,389,698 observations on average")
                .contains("all 54       together err at most once in 99,809 ballots");
    }

    private static String print(Policy policy) {
        List<ExecutorId> executors = List.of(new ExecutorId("e1"), new ExecutorId("e2"), new ExecutorId("e3"));
        Genesis genesis =
                new Genesis(Hash.ZERO, "ledger", 6, executors, List.of(), List.of(), 1, policy, RulesVersion.LATEST);
        StringWriter text = new StringWriter();
        new PolicyText(new PrintWriter(text)).print(genesis, policy, new TreeSet<>(executors));
        return text.toString();
    }
}
