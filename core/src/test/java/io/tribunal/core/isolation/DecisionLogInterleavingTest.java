package io.tribunal.core.isolation;

import static io.tribunal.core.isolation.IsolationFixture.down;
import static io.tribunal.core.isolation.IsolationFixture.executor;
import static io.tribunal.core.isolation.IsolationFixture.isolate;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.isolation.LocalValidator.Derived;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Validators in any interleaving, with crashes between any two steps, v of them dead for good or lying: the same decisions
 * and certificates everywhere, once, and again from offset 0.
 */
class DecisionLogInterleavingTest {
    private static final List<Derived> FINDINGS = List.of(
            new Derived(isolate(1), 0),
            new Derived(isolate(1), 3),
            new Derived(isolate(2), 1),
            new Derived(down(3), 0));

    @ParameterizedTest
    @CsvSource({"3, 7000", "5, 3000"})
    void shouldReachTheSameDecisionsOnce(int validators, int seeds) {
        IsolationFixture deployment = IsolationFixture.of(5, validators);
        for (long seed = 0; seed < seeds; seed++) {
            List<DecisionLogRecord> log = new ArrayList<>();
            List<LocalValidator> honest = live(deployment, log, new Random(seed));

            DecisionLogMachine fresh = deployment.machine();
            List<DecisionLogEvent> expected = log.stream()
                    .flatMap(record -> fresh.process(record).stream())
                    .toList();
            for (LocalValidator validator : honest) {
                assertThat(validator.events()).as("seed %s", seed).isEqualTo(expected);
            }
            assertOutcome(deployment, expected, honest.getFirst().chain(), seed);
        }
    }

    /** At most two executors may be isolated: the budget keeps three of five. */
    private static void assertOutcome(
            IsolationFixture deployment, List<DecisionLogEvent> events, DecisionChain chain, long seed) {
        DecisionChain partition = deployment.chain();
        for (DecisionLogEvent event : events) {
            if (event instanceof DecisionLogEvent.Certified(CertifiedDecision certified)) {
                assertThat(partition.check(certified, deployment.validatorSet()))
                        .as("seed %s", seed)
                        .isEmpty();
                partition = partition.after(certified.decision()).orElseThrow();
            }
        }
        assertThat(partition).as("seed %s", seed).isEqualTo(chain);
        assertThat(partition.number()).as("seed %s", seed).isEqualTo(2);
        assertThat(partition.membership().active())
                .as("seed %s", seed)
                .hasSize(3)
                .contains(executor(4), executor(5));
        assertThat(events).as("seed %s", seed).anyMatch(DecisionLogEvent.Alarm.class::isInstance);
    }

    private static List<LocalValidator> live(IsolationFixture deployment, List<DecisionLogRecord> log, Random random) {
        int faulty = deployment.genesis().validatorQuorum().faulty();
        List<LocalValidator> all = IntStream.rangeClosed(
                        1, deployment.genesis().validators().size())
                .mapToObj(i -> new LocalValidator(deployment, "v" + i, FINDINGS, log))
                .toList();
        List<LocalValidator> honest = all.subList(faulty, all.size());
        int deadFrom = random.nextInt(80);
        for (int step = 0; step < 80; step++) {
            int one = random.nextInt(all.size());
            if (one >= faulty || step < deadFrom) {
                all.get(one).step(random);
            } else {
                lie(deployment, "v" + (one + 1), log, random);
            }
            if (random.nextInt(12) == 0) {
                all.get(random.nextInt(all.size())).crash();
            }
            if (random.nextInt(80) == 0) {
                all.forEach(LocalValidator::crash);
            }
        }
        int before;
        do {
            before = log.size();
            honest.forEach(LocalValidator::finish);
        } while (log.size() > before);
        return honest;
    }

    /** All that a validator can do without another one's key. */
    private static void lie(IsolationFixture deployment, String name, List<DecisionLogRecord> log, Random random) {
        IsolationProposal framing = deployment.proposal(isolate(5), random.nextInt(2), random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> LocalValidator.append(log, IsolationFixture.endorsement(name, framing));
            case 1 ->
                LocalValidator.append(
                        log, new DecisionLogRecord.Endorsement(framing, IsolationFixture.sign("v3", new byte[] {1})));
            case 2 ->
                LocalValidator.append(
                        log,
                        IsolationFixture.ratification(
                                name,
                                new OrderedDecision(
                                        1 + random.nextInt(3), deployment.hash(), framing, Enforcement.ENFORCED)));
            default -> {
                if (!log.isEmpty()) {
                    LocalValidator.append(
                            log, log.get(random.nextInt(log.size())).content());
                }
            }
        }
    }
}
