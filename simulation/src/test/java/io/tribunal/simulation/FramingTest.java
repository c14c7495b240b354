package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.PartitionDetector;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever may lie, executors, clients and a validator, cannot get an honest executor isolated. */
class FramingTest {
    private static final ExecutorId HONEST = new ExecutorId("e1");

    private static ClosedLoop loop(long seed, Conduct second, Conduct fifth) {
        Map<String, Conduct> conducts = new TreeMap<>(Map.of(
                "e1", Conduct.PLAIN,
                "e2", second,
                "e3", Conduct.AHEAD,
                "e4", Conduct.RESTARTING,
                "e5", fifth));
        return new ClosedLoop(
                SimDeployment.of(5, 3, 2, new SimPolicy().deadline(60_000).restoreBallots(10)), conducts, 300, seed);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "LYING",
                "COLLUDING",
                "COLLUDING_STATE",
                "WRONG_STATE",
                "SILENT",
                "SLOW",
                "EQUIVOCATING",
                "ABSURD_CLAIM",
                "GARBAGE"
            })
    void shouldIsolateNoHonestOneWhateverTwoOfFiveDoTogether(Conduct conduct) {
        for (long seed = 0; seed < 4; seed++) {
            ClosedLoop loop = loop(seed, conduct, conduct).live(50);

            assertThat(isolated(loop)).as("%s, seed %s", conduct, seed).isSubsetOf("e2", "e5");
            assertThat(loop.decisions()).containsOnly(loop.decisions().getFirst());
        }
    }

    private static List<String> isolated(ClosedLoop loop) {
        return loop.decisions().getFirst().stream()
                .map(decision -> ((IsolationProposal) decision.decision().subject()).event())
                .filter(MembershipEvent.Isolate.class::isInstance)
                .map(event -> event.executor().value())
                .toList();
    }

    /** A client that knows where implementations differ: no agreement, so nobody is charged. */
    @Test
    void shouldChargeNobodyForRequestsOnWhichTheExecutorsSplit() {
        PartitionFixture scene = new PartitionFixture(5, new SimPolicy().stateless());
        String[] words = {"a", "a", "b", "b", "c"};
        for (int i = 0; i < 60; i++) {
            long offset = scene.request();
            for (int executor = 0; executor < 5; executor++) {
                scene.send(
                        "e" + (executor + 1),
                        offset,
                        Distortion.otherResult(scene.fact(offset), words[(executor + i) % 5]));
            }
            assertThat(scene.outcomes(offset)).containsExactly("Split");
        }

        PartitionDetector detector = new PartitionDetector(0, DetectionPolicy.defaults());
        assertThat(scene.observations())
                .hasSize(60)
                .allSatisfy(
                        observation -> assertThat(detector.observe(observation)).isEmpty());
        scene.deployment
                .executors()
                .forEach(name -> assertThat(detector.statistic(new ExecutorId(name), DeviationClass.WRONG))
                        .isZero());
    }

    @Test
    void shouldDecideTheSameWhateverOneValidatorOfThreeWrites() {
        for (long seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            ClosedLoop loop = loop(seed, Conduct.LYING, Conduct.PLAIN).without("v3");
            for (int round = 0; round < 8; round++) {
                loop.live(9);
                for (int i = 0; i < 30; i++) {
                    lie(loop, random);
                }
            }
            loop.settle();

            assertThat(loop.decisions()).containsOnly(loop.decisions().getFirst());
            assertThat(isolated(loop)).as("seed %s", seed).containsExactly("e2");
            assertThat(loop.statuses("e2")).containsOnly(MemberStatus.ISOLATED);
            assertThat(loop.statuses("e1")).containsOnly(MemberStatus.ACTIVE);
        }
    }

    /** All that a validator can do with its own key. */
    private static void lie(ClosedLoop loop, Random random) {
        IsolationProposal framing = new IsolationProposal(
                loop.deployment().hash(),
                new MembershipEvent.Isolate(
                        HONEST, random.nextBoolean() ? DeviationClass.WRONG : DeviationClass.EQUIVOCATED),
                new LogPosition(random.nextInt(2), random.nextInt(500)),
                random.nextLong(),
                List.of(1L, 2L),
                Hash.ZERO,
                random.nextInt(3));
        OrderedDecision forged = new OrderedDecision(1 + random.nextInt(3), Hash.ZERO, framing, Enforcement.ENFORCED);
        switch (random.nextInt(6)) {
            case 0 -> loop.append(new DecisionLogRecord.Endorsement(framing, sign(framing.signedBytes())));
            case 1 -> loop.append(new DecisionLogRecord.Ratification(forged.number(), sign(forged.signedBytes())));
            case 2 -> {
                if (!loop.order().isEmpty()) {
                    loop.append(loop.order()
                            .get(random.nextInt(loop.order().size()))
                            .content());
                }
            }
            case 3 -> {
                byte[] message = DecisionLogRecord.Rejoin.signedBytes(framing.deployment(), new ExecutorId("e2"), 1);
                loop.append(new DecisionLogRecord.Rejoin(framing.deployment(), new ExecutorId("e2"), 1, sign(message)));
            }
            case 4 -> loop.append(new DecisionLogRecord.Unreadable("noise"));
            default ->
                loop.partitions()
                        .get(random.nextInt(2))
                        .rule(SimRoot.entry(new CertifiedDecision(
                                forged, new QuorumCertificate(List.of(sign(forged.signedBytes()))))));
        }
    }

    private static KeySignature sign(byte[] message) {
        return KeySignature.by(SimKeys.signer("v3"), message);
    }
}
