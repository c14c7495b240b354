package io.tribunal.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tribunal.core.identity.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomatonTest {
    private static final Duration LONG_FOR_LINEAR_TIME = Duration.ofSeconds(30);

    @Test
    void shouldStayForSixErrorsOrFailuresAndMoveWithTheSeventh() {
        Automaton automaton = new Automaton(Models.figure());
        List<String> outputs = List.of("Error", "Failure", "Failure", "Error", "Error", "Failure", "Error", "Success");

        List<String> states = states(automaton, outputs);

        assertThat(states.subList(0, 6)).containsOnly("NORMAL");
        assertThat(states.subList(6, 8)).containsExactly("ABNORMAL", "ABNORMAL");
    }

    @Test
    void shouldRestartTheCountAfterAStepThatDoesNotMatch() {
        Automaton automaton = new Automaton(Models.figure());
        String six = "Error ".repeat(6);

        List<String> states = states(automaton, List.of((six + "Success " + six + "Error").split(" ")));

        assertThat(states.subList(0, 13)).containsOnly("NORMAL");
        assertThat(states.get(13)).isEqualTo("ABNORMAL");
    }

    @Test
    void shouldStayForEverWithAStar() {
        Automaton automaton = new Automaton(Models.figure());

        assertThat(states(automaton, List.of("Success ".repeat(10_000).split(" "))))
                .containsOnly("NORMAL");
    }

    @Test
    void shouldCountEachTransitionByItself() {
        Automaton automaton = new Automaton(new BehaviourModel(
                "s",
                new TreeSet<>(List.of("s", "t", "u")),
                new TreeSet<>(),
                List.of(Models.edge("s", "", "e", 2, "t"), Models.edge("s", "", "e|f", 3, "u"))));

        assertThat(states(automaton, List.of("e", "f", "e", "f"))).containsExactly("s", "s", "s", "u");
        assertThat(states(automaton, List.of("e", "e", "e"))).containsExactly("s", "s", "t");
    }

    @Test
    void shouldFireTheFirstOfSeveralMatchingTransitions() {
        Automaton automaton = new Automaton(new BehaviourModel(
                "s",
                new TreeSet<>(List.of("s", "t", "u")),
                new TreeSet<>(),
                List.of(Models.edge("s", "", "b", 0, "u"), Models.edge("s", "", "b", 0, "t"))));

        assertThat(states(automaton, List.of("b"))).containsExactly("u");
    }

    @Test
    void shouldSeekInputsInOperationAndBodyAndOutputsInStatusAndOutput() {
        Automaton automaton = new Automaton(new BehaviourModel(
                "s",
                new TreeSet<>(List.of("s", "t")),
                new TreeSet<>(),
                List.of(Models.edge("s", "^GET \\{\"k\":1\\}$", "^REFUSED no$", 0, "t"))));

        assertThat(automaton.matchingInput("GET", Bytes.utf8("{\"k\":1}"))).isOne();
        assertThat(automaton.matchingInput("PUT", Bytes.utf8("{\"k\":1}"))).isZero();
        assertThat(automaton.matchingOutput("REFUSED", Bytes.utf8("no"))).isOne();
        assertThat(automaton.matchingOutput("OK", Bytes.utf8("no"))).isZero();
    }

    @Test
    void shouldReadBytesThatAreNotUtf8AsCharactersOfTheSameNumbers() {
        Automaton automaton = new Automaton(Models.seeking("^OK \u00ff\u00c3$"));

        assertThat(automaton.matchingOutput("OK", Bytes.hex("ffc3"))).isOne();
        assertThat(automaton.matchingOutput("OK", Bytes.utf8("\u00ff\u00c3"))).isOne();
    }

    @Test
    void shouldLookAtTheFirst65536CharactersOnly() {
        Automaton automaton = new Automaton(Models.seeking("x$"));

        assertThat(automaton.matchingOutput("OK", Bytes.utf8("a".repeat(65_532) + "x")))
                .isOne();
        assertThat(automaton.matchingOutput("OK", Bytes.utf8("a".repeat(65_533) + "x")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a)\\1",
                "(?=a)",
                "(?<!a)b",
                "(?>a)",
                "(",
                "[a",
                "a{1001}",
                "a{99999999999}",
                "a**",
                "\\",
                "(((a{100}){100}){100}){100}",
                "((a{1000}){1000}){1000}",
                "((a{500,}){0,500}){500,500}",
                "(\\pL{30}){40}",
                "(abcdefghij){101}",
                "(?i)a",
                "(?i)\u1c80",
                "(?i)[\u00e4-\ud83d\ude00]",
                "(?mi:a)",
                "(?s-i:a)"
            })
    void shouldMatchNothingWithAnExpressionThatItDoesNotAccept(String expression) {
        Automaton automaton =
                assertTimeoutPreemptively(LONG_FOR_LINEAR_TIME, () -> new Automaton(Models.seeking(expression)));

        assertThat(automaton.faults()).containsExactly(expression);
        assertThat(automaton.matchingOutput("OK", Bytes.utf8("aab\\" + expression)))
                .isZero();
    }

    @Test
    void shouldTakeExpressionsInTheirOrderUntilTheyAreTooLargeTogether() {
        List<Transition> edges = Stream.of("a", "b", "c", "d", "e", "a")
                .map(letter -> Models.edge("s", "", letter + "{900}", 0, "s"))
                .toList();

        Automaton automaton =
                new Automaton(new BehaviourModel("s", new TreeSet<>(List.of("s")), new TreeSet<>(), edges));

        assertThat(automaton.faults()).containsExactly("e{900}");
        assertThat(automaton.matchingOutput("OK", Bytes.utf8("a".repeat(900)))).isEqualTo(0b100001);
    }

    /** A backtracking matcher would take exponential time on each of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|aa)+$",
                "(a*)*$",
                "([a-z]+)*1$",
                "(.*)*(.*)*(.*)*1$",
                "(a?){25}a{25}1$",
                "((a*)*|(a*)*)*1$",
                "(x+x+)+y"
            })
    void shouldTakeLinearTimeWithHostileExpressionsAndOutputs(String expression) {
        Automaton automaton = new Automaton(Models.seeking(expression));
        Bytes output = Bytes.utf8("a".repeat(65_000) + "!");

        long matched = assertTimeoutPreemptively(LONG_FOR_LINEAR_TIME, () -> automaton.matchingOutput("OK", output));

        assertThat(automaton.faults()).isEmpty();
        assertThat(matched).isEqualTo(expression.equals("(a*)*$") ? 1 : 0);
    }

    private static List<String> states(Automaton automaton, List<String> outputs) {
        Position[] position = {automaton.start()};
        return outputs.stream()
                .map(output -> {
                    position[0] = automaton.next(
                            position[0],
                            automaton.matchingInput("GET", Bytes.EMPTY)
                                    & automaton.matchingOutput("OK", Bytes.utf8(output)));
                    return position[0].state();
                })
                .toList();
    }
}
