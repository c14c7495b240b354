package io.tribunal.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BehaviourModelTest {
    @Test
    void shouldHoldUpTo64StatesAnd64Transitions() {
        Transition edge = Models.edge("s0", "", "", 0, "s1");

        assertThat(model(64, Collections.nCopies(64, edge)).transitions()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> model(65, List.of(edge)));
        assertThatIllegalArgumentException().isThrownBy(() -> model(64, Collections.nCopies(65, edge)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u00e4", "a\u0000", "a/b"})
    void shouldRefuseAStateWithoutAName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BehaviourModel(name, new TreeSet<>(List.of(name)), new TreeSet<>(), List.of()));
    }

    @Test
    void shouldRefuseAnUnknownState() {
        TreeSet<String> states = new TreeSet<>(List.of("a"));
        TreeSet<String> none = new TreeSet<>();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BehaviourModel("b", states, none, List.of()))
                .withMessageContaining("start");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BehaviourModel("a", states, new TreeSet<>(List.of("b")), List.of()))
                .withMessageContaining("alarm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BehaviourModel("a", states, none, List.of(Models.edge("a", "", "", 0, "b"))))
                .withMessageContaining("transition");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BehaviourModel("a", states, none, List.of(Models.edge("b", "", "", 0, "a"))));
    }

    @Test
    void shouldBoundTransitions() {
        assertThatIllegalArgumentException().isThrownBy(() -> Models.edge("a", "x".repeat(257), "", 0, "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Models.edge("a", "", "\u00e4".repeat(129), 0, "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Models.edge("a", "", "", -1, "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Models.edge("a", "", "", 1_000_001, "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transition("a", "", "", Optional.empty(), "b"))
                .withMessageContaining("stays for ever");
    }

    @Test
    void shouldHaveAnotherDigestWithEachDifference() {
        BehaviourModel model = Models.figure();
        TreeSet<String> more = new TreeSet<>(model.states());
        more.add("MORE");

        assertThat(List.of(
                                model,
                                new BehaviourModel("ABNORMAL", model.states(), model.alarm(), model.transitions()),
                                new BehaviourModel("NORMAL", more, model.alarm(), model.transitions()),
                                new BehaviourModel("NORMAL", model.states(), new TreeSet<>(), model.transitions()),
                                new BehaviourModel(
                                        "NORMAL",
                                        model.states(),
                                        model.alarm(),
                                        model.transitions().reversed()),
                                Models.letters())
                        .stream()
                        .map(BehaviourModel::digest)
                        .collect(Collectors.toSet()))
                .hasSize(6);
        assertThat(Models.figure().digest()).isEqualTo(model.digest());
    }

    private static BehaviourModel model(int states, List<Transition> transitions) {
        return new BehaviourModel(
                "s0",
                IntStream.range(0, states).mapToObj(i -> "s" + i).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(),
                transitions);
    }
}
