package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.isolation.MemberStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From bad answers to a membership that every partition obeys, with validators that crash at any point. */
class ClosedLoopTest {
    private static final int PARTITIONS = 2;
    private static final int ENTRIES = 70;

    private static ClosedLoop loop(long seed, Conduct second, Conduct fifth) {
        Map<String, Conduct> conducts = new TreeMap<>(Map.of(
                "e1", Conduct.PLAIN,
                "e2", second,
                "e3", Conduct.AHEAD,
                "e4", Conduct.PLAIN,
                "e5", fifth));
        return new ClosedLoop(
                SimDeployment.of(
                        5, 3, PARTITIONS, new SimPolicy().deadline(60_000).restoreBallots(10)),
                conducts,
                300,
                seed);
    }

    private static Stream<MembershipEvent> events(List<CertifiedDecision> decisions) {
        return decisions.stream().map(it -> ((IsolationProposal) it.decision().subject()).event());
    }

    @ParameterizedTest
    @EnumSource(names = {"LYING", "BIASED", "COLLUDING", "WRONG_STATE", "EQUIVOCATING"})
    void shouldIsolateTheLiarOnceInEveryPartitionAlikeAtEveryValidator(Conduct conduct) {
        for (long seed = 0; seed < 6; seed++) {
            ClosedLoop loop = loop(seed, conduct, Conduct.PLAIN).live(ENTRIES);

            assertThat(events(loop.decisions().getFirst())
                            .filter(MembershipEvent.Isolate.class::isInstance)
                            .map(event -> event.executor().value()))
                    .as("%s, seed %s", conduct, seed)
                    .containsExactly("e2");
            assertEqualEverywhere(loop);
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "DEAD"})
    void shouldSetTheSilentOneDownAndNeverIsolateIt(Conduct conduct) {
        for (long seed = 0; seed < 6; seed++) {
            ClosedLoop loop = loop(seed, conduct, Conduct.PLAIN).live(ENTRIES);

            assertThat(events(loop.decisions().getFirst())
                            .map(event -> event.executor().value()))
                    .as("%s, seed %s", conduct, seed)
                    .containsExactly("e2");
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.DOWN);
            assertEqualEverywhere(loop);
        }
    }

    @Test
    void shouldFindTheLiarBesideASecondFault() {
        for (Conduct other : List.of(Conduct.LYING, Conduct.SILENT, Conduct.EQUIVOCATING, Conduct.WRONG_STATE)) {
            ClosedLoop loop = loop(7, Conduct.BIASED, other).live(ENTRIES);

            assertThat(events(loop.decisions().getFirst())
                            .map(event -> event.executor().value())
                            .distinct())
                    .as("beside %s", other)
                    .containsExactlyInAnyOrder("e2", "e5");
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
            assertEqualEverywhere(loop);
            assertRightVerdicts(loop);
        }
    }

    @Test
    void shouldDecideNothingAboutHonestOnes() {
        for (long seed = 0; seed < 10; seed++) {
            ClosedLoop loop = loop(seed, Conduct.AHEAD, Conduct.PLAIN).live(2 * ENTRIES);

            assertThat(loop.decisions())
                    .allSatisfy(decisions -> assertThat(decisions).isEmpty());
            assertRightVerdicts(loop);
        }
    }

    @Test
    void shouldBringTheSilentOneUpWhenItAnswersAgain() {
        for (long seed = 0; seed < 6; seed++) {
            ClosedLoop loop = loop(seed, Conduct.DEAD, Conduct.PLAIN).live(ENTRIES);
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.DOWN);

            loop.become("e2", Conduct.PLAIN).live(ENTRIES);

            assertThat(events(loop.decisions().getFirst()).map(Object::getClass).map(Class::getSimpleName))
                    .as("seed %s", seed)
                    .containsExactly("Down", "Up");
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ACTIVE);
            assertEqualEverywhere(loop);
        }
    }

    private static void assertEqualEverywhere(ClosedLoop loop) {
        List<CertifiedDecision> first = loop.decisions().getFirst();
        assertThat(loop.decisions())
                .allSatisfy(decisions -> assertThat(decisions).isEqualTo(first));
        assertThat(loop.replayed()).isEqualTo(first);
    }

    private static void assertRightVerdicts(ClosedLoop loop) {
        for (PartitionLife life : loop.partitions()) {
            PartitionRun run = new PartitionRun(loop.deployment(), life.logs()).toEnd();
            Map<Long, Verdict> finals = new TreeMap<>();
            run.verdicts().stream()
                    .map(issued -> issued.verdict())
                    .filter(Verdict::isFinal)
                    .forEach(verdict -> finals.put(verdict.position().offset(), verdict));
            life.truth()
                    .facts()
                    .forEach((offset, fact) -> assertThat(finals.get(offset))
                            .as("verdict at %s", offset)
                            .satisfies(verdict -> assertThat(verdict.outcome())
                                    .isEqualTo(new Verdict.Agreed(
                                            fact.status(),
                                            Fact.JSON,
                                            fact.normalizedOutput(),
                                            fact.voteDigest(),
                                            fact.after()))));
        }
    }
}
