package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Finding;
import io.tribunal.core.detection.Finding.Malicious;
import io.tribunal.core.detection.Finding.Suspected;
import io.tribunal.core.detection.Finding.Unresponsive;
import io.tribunal.core.detection.PartitionDetector;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Late responses, measured in the times of the logs. */
class DelayTest {
    private static final DetectionPolicy POLICY = DetectionPolicy.defaults();

    private final PartitionFixture fixture = new PartitionFixture(5, new SimPolicy());
    private final PartitionDetector detector = new PartitionDetector(0, POLICY);
    private final Random random = new Random(4);
    private int observed;

    @Test
    void shouldSuspectADelayOf100To500MsInSecondsAndIsolateWithinAMinute() {
        baseline();
        List<Finding> findings = new ArrayList<>();
        long suspectedAfter = 0;
        long delayed = 0;

        while (findings.size() < 2) {
            long offset = answeredByFour();
            long delay = 100 + random.nextInt(401);
            fixture.pass(delay).answer("e5", offset);
            fixture.pass(200 + random.nextInt(400));
            delayed += 270 + delay;
            findings.addAll(newFindings());
            suspectedAfter = findings.isEmpty() ? delayed : suspectedAfter;
        }

        assertThat(findings).hasExactlyElementsOfTypes(Suspected.class, Malicious.class);
        assertThat(findings).allMatch(it -> it.grounds().executor().equals(new ExecutorId("e5")));
        assertThat(findings).allMatch(it -> it.grounds().kind() == DeviationClass.SLOW);
        assertThat(suspectedAfter).isLessThan(12_000);
        assertThat(delayed).isLessThan(60_000);
    }

    @Test
    void shouldBlameNoExecutorForABrokerThatIsUnavailableForTenSeconds() {
        baseline();

        for (int i = 0; i < 50; i++) {
            long offset = fixture.request();
            fixture.heartbeat("e1", offset);
            fixture.heartbeat("e2", offset);
            fixture.heartbeat("e3", offset);
            fixture.pass(10_000);
            fixture.deployment.executors().forEach(executor -> fixture.answer(executor, offset));
        }

        assertThat(newFindings()).isEmpty();
        for (String executor : fixture.deployment.executors()) {
            assertThat(detector.statistic(new ExecutorId(executor), DeviationClass.SILENT))
                    .isZero();
        }
    }

    @Test
    void shouldSetAnExecutorDownThatMissesFourBallotsInARow() {
        baseline();
        List<Finding> findings = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            answeredByFour();
        }
        fixture.idle(6_000, fixture.honest(POLICY.baselineBallots()).businessOffset());
        findings.addAll(newFindings());

        assertThat(findings).hasExactlyElementsOfTypes(Suspected.class, Unresponsive.class);
        assertThat(findings.getLast().grounds().executor()).isEqualTo(new ExecutorId("e5"));
    }

    private void baseline() {
        for (int i = 0; i < POLICY.baselineBallots(); i++) {
            fixture.answer("e5", answeredByFour());
        }
        assertThat(newFindings()).isEmpty();
    }

    private long answeredByFour() {
        long offset = fixture.request();
        for (String executor : List.of("e1", "e2", "e3", "e4")) {
            fixture.answer(executor, offset);
        }
        return offset;
    }

    private List<Finding> newFindings() {
        List<Finding> findings = fixture.observations().stream()
                .skip(observed)
                .flatMap(it -> detector.observe(it).stream())
                .toList();
        observed = fixture.observations().size();
        return findings;
    }
}
