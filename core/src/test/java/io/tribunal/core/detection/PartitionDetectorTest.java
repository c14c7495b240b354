package io.tribunal.core.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Finding.Cleared;
import io.tribunal.core.detection.Finding.Malicious;
import io.tribunal.core.detection.Finding.Suspected;
import io.tribunal.core.detection.Finding.Unresponsive;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PartitionDetectorTest {
    private static final DetectionPolicy POLICY = DetectionPolicy.defaults();

    private final DetectorFixture fixture = new DetectorFixture(5);

    @Test
    void shouldTakeEquivocationAsProofAtOnceAndReportItOnce() {
        List<Finding> findings = fixture.detector.observe(new ProvedEquivocation(DetectorFixture.executor(3), 7, 20));

        assertThat(findings)
                .containsExactly(new Malicious(new Finding.Grounds(
                        DetectorFixture.executor(3),
                        DeviationClass.EQUIVOCATED,
                        0,
                        20,
                        POLICY.malicious(),
                        List.of(7L))));
        assertThat(fixture.detector.observe(new ProvedEquivocation(DetectorFixture.executor(3), 8, 21)))
                .isEmpty();
        assertThat(fixture.closeMany(10_000).findings()).isEmpty();
        assertThat(fixture.detector.level(DetectorFixture.executor(3), DeviationClass.EQUIVOCATED))
                .isEqualTo(Level.MALICIOUS);
    }

    @Test
    void shouldNotChargeWhatIsInherited() {
        fixture.but(1, Standing.DEVIATED).close();
        long charged = fixture.detector.statistic(DetectorFixture.executor(1), DeviationClass.WRONG);

        for (int i = 0; i < 256; i++) {
            fixture.but(1, Standing.INHERITED).close();
        }

        assertThat(fixture.detector.statistic(DetectorFixture.executor(1), DeviationClass.WRONG))
                .isEqualTo(charged)
                .isEqualTo(3_912_023);
    }

    @Test
    void shouldFindAnExecutorThatKeepsItsOwnStateByTheFreshChargesAlone() {
        for (int i = 0; i < 3; i++) {
            fixture.but(1, Standing.DEVIATED).close();
            for (int j = 0; j < 256; j++) {
                fixture.but(1, Standing.INHERITED).close();
            }
        }
        assertThat(fixture.findings()).hasExactlyElementsOfTypes(Suspected.class);

        assertThat(fixture.but(1, Standing.DEVIATED).close()).hasExactlyElementsOfTypes(Malicious.class);
    }

    @Test
    void shouldNotChangeASumForUnjudgedAnswers() {
        fixture.but(1, Standing.DEVIATED).close();
        fixture.without(2, Standing.SILENT).close();
        Bytes before = fixture.detector.encode();

        for (int i = 0; i < 100; i++) {
            fixture.without(1, Standing.UNJUDGED).without(2, Standing.UNJUDGED).close();
        }

        PartitionDetector earlier = decoded(before);
        for (DeviationClass kind : List.of(DeviationClass.WRONG, DeviationClass.SILENT)) {
            assertThat(fixture.detector.statistic(DetectorFixture.executor(2), kind))
                    .isEqualTo(earlier.statistic(DetectorFixture.executor(2), kind));
        }
        assertThat(fixture.detector.statistic(DetectorFixture.executor(1), DeviationClass.WRONG))
                .isEqualTo(earlier.statistic(DetectorFixture.executor(1), DeviationClass.WRONG));
    }

    @Test
    void shouldClassifyASilentExecutorAsUnresponsiveAndNeverMalicious() {
        for (int i = 0; i < 500; i++) {
            fixture.without(4, Standing.SILENT).close(5_000);
        }

        assertThat(fixture.findings()).hasExactlyElementsOfTypes(Suspected.class, Unresponsive.class);
        assertThat(fixture.findings().getLast().grounds().evidence()).hasSize(4);
    }

    @Test
    void shouldClearAnExecutorWhoseSumIsBackAtZeroAndForgetEarlierEvidence() {
        fixture.but(1, Standing.DEVIATED).close();
        fixture.but(1, Standing.DEVIATED).close();
        fixture.closeMany(2 * 3_912_023 / 50_293);
        assertThat(fixture.findings()).hasExactlyElementsOfTypes(Suspected.class);

        assertThat(fixture.close()).hasExactlyElementsOfTypes(Cleared.class);

        fixture.but(1, Standing.DEVIATED).close();
        assertThat(fixture.detector.statistic(DetectorFixture.executor(1), DeviationClass.WRONG))
                .isEqualTo(3_912_023);
    }

    @Test
    void shouldNotSaveUpAgreeingAnswers() {
        fixture.closeMany(10_000);

        for (int i = 0; i < 4; i++) {
            fixture.but(1, Standing.DEVIATED).close();
        }

        assertThat(fixture.findings()).hasExactlyElementsOfTypes(Suspected.class, Malicious.class);
    }

    @Test
    void shouldKeepBoundedSumsAndEvidence() {
        for (int i = 0; i < 1_000; i++) {
            fixture.but(1, Standing.DEVIATED).close();
        }
        int size = fixture.detector.encode().length();

        for (int i = 0; i < 1_000; i++) {
            fixture.but(1, Standing.DEVIATED).close();
        }

        assertThat(fixture.detector.encode().length()).isEqualTo(size);
        assertThat(fixture.detector.statistic(DetectorFixture.executor(1), DeviationClass.WRONG))
                .isEqualTo(2 * POLICY.malicious());
    }

    @Test
    void shouldForgetWhatADecisionHasSettled() {
        for (int i = 0; i < 4; i++) {
            fixture.but(1, Standing.DEVIATED).but(2, Standing.DEVIATED).close();
        }
        fixture.detector.observe(new ProvedEquivocation(DetectorFixture.executor(1), 9, 9));

        fixture.detector.observe(new StatusChanged(DetectorFixture.executor(1), true, 10));

        for (DeviationClass kind : DeviationClass.values()) {
            assertThat(fixture.detector.level(DetectorFixture.executor(1), kind))
                    .isEqualTo(Level.ACTIVE);
        }
        assertThat(fixture.detector.level(DetectorFixture.executor(2), DeviationClass.WRONG))
                .isEqualTo(Level.MALICIOUS);
    }

    @Test
    void shouldJudgeEachPartitionByItself() {
        DetectorFixture busy = new DetectorFixture(5);
        DetectorFixture rare = new DetectorFixture(5);
        busy.closeMany(5_000);

        for (int i = 0; i < 4; i++) {
            rare.but(1, Standing.DEVIATED).close(86_400_000);
            busy.closeMany(1_000);
        }

        assertThat(rare.findings()).hasExactlyElementsOfTypes(Suspected.class, Malicious.class);
        assertThat(busy.findings()).isEmpty();
    }

    @Test
    void shouldContinueFromItsEncodingWithEqualFindings() {
        Random random = new Random(11);
        DetectorFixture plain = new DetectorFixture(5);
        PartitionDetector detector = fixture.detector;
        for (int i = 0; i < 3_000; i++) {
            int executor = 1 + random.nextInt(5);
            Standing standing = Standing.values()[random.nextInt(Standing.values().length)];
            long latency = random.nextInt(4_000);
            ClosedBallot ballot = ballot(executor, standing, latency, i);
            List<Finding> expected = plain.detector.observe(ballot);

            detector = decoded(detector.encode());

            assertThat(detector.observe(ballot)).isEqualTo(expected);
            assertThat(detector.encode()).isEqualTo(plain.detector.encode());
        }
    }

    private static ClosedBallot ballot(int executor, Standing standing, long latency, int number) {
        SortedMap<ExecutorId, Showing> members = new TreeMap<>();
        for (int i = 1; i <= 5; i++) {
            members.put(
                    DetectorFixture.executor(i),
                    i == executor
                            ? new Showing(standing, OptionalLong.of(latency))
                            : new Showing(Standing.AGREED, OptionalLong.of(DetectorFixture.USUAL)));
        }
        return new ClosedBallot(
                number,
                number,
                700L * number,
                DetectorFixture.ALLOWED,
                OptionalLong.of(DetectorFixture.USUAL),
                members);
    }

    @Test
    void shouldRefuseAnInvalidEncoding() {
        fixture.but(1, Standing.DEVIATED).but(2, Standing.DEVIATED, 900).close();
        fixture.but(1, Standing.DEVIATED).without(3, Standing.SILENT).close();
        byte[] good = fixture.detector.encode().array();
        Random random = new Random(5);

        for (int i = 0; i < 5_000; i++) {
            byte[] changed = good.clone();
            changed[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            Bytes bytes = Bytes.wrap(changed);
            PartitionDetector.decode(0, POLICY, bytes)
                    .ifPresent(other -> assertThat(other.encode()).isEqualTo(bytes));
        }
        assertThat(PartitionDetector.decode(1, POLICY, Bytes.wrap(good))).isEmpty();
        assertThat(PartitionDetector.decode(0, POLICY, Bytes.EMPTY)).isEmpty();
        assertThat(PartitionDetector.decode(0, POLICY, Bytes.wrap(Arrays.copyOf(good, good.length + 1))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "EQUIVOCATED")
    void shouldStateTheBoundForItsWeights(DeviationClass kind) {
        FalseIsolationBound bound = new FalseIsolationBound(POLICY, 5, 6);
        Weights weights = POLICY.weightsOf(kind);
        double benign = bound.benignRate(kind);

        double mean = benign * Math.exp(weights.deviation() / 1e6) + (1 - benign) * Math.exp(weights.agreement() / 1e6);

        assertThat(mean).isCloseTo(1, within(1e-9));
        assertThat(benign)
                .isGreaterThanOrEqualTo(kind == DeviationClass.SLOW ? 0.3 : 0.001)
                .isCloseTo(kind == DeviationClass.SLOW ? 0.3 : 0.001, within(1e-5));
        assertThat(bound.undetectedRate(kind)).isGreaterThan(benign);
    }

    @Test
    void shouldDeclareTheBoundOfTheDefaultPolicy() {
        FalseIsolationBound bound = new FalseIsolationBound(POLICY, 5, 6);

        assertThat(bound.ofOneDetector()).isBetween(5.3e6, 5.5e6);
        assertThat(bound.detectors()).isEqualTo(90);
        assertThat(bound.ofAllDetectors()).isBetween(5.9e4, 6.1e4);
        assertThat(bound.probabilityWithin(600)).isBetween(0.009, 0.011);
        assertThat(bound.probabilityWithin(Long.MAX_VALUE)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new FalseIsolationBound(POLICY, 0, 6));
    }

    @Test
    void shouldComputeTheWeightsOfTheProtocol() {
        assertThat(POLICY.wrong()).isEqualTo(new Weights(3_912_023, -50_293));
        assertThat(POLICY.silent()).isEqualTo(POLICY.wrong());
        assertThat(POLICY.slow()).isEqualTo(new Weights(1_098_612, -1_945_911));
        assertThatIllegalArgumentException().isThrownBy(() -> Weights.between(0.3, 0.3));
        assertThatIllegalArgumentException().isThrownBy(() -> Weights.between(Double.NaN, 0.3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Weights(1, 0));
    }

    private static PartitionDetector decoded(Bytes encoded) {
        return PartitionDetector.decode(0, POLICY, encoded).orElseThrow();
    }
}
