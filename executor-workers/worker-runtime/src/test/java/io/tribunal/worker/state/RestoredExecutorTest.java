package io.tribunal.worker.state;

import io.tribunal.worker.TestLog;
import io.tribunal.worker.Replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Response;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** An executor that began from a snapshot answers byte for byte like one that has read everything. */
class RestoredExecutorTest {
    private static final int INTERVAL = 4;

    private static TestLog log() {
        return new TestLog(policy -> TestLog.with(policy, true, 1000, INTERVAL), 3);
    }

    /** Requests, refusals, replays, noise, mandates, and states that are declared void, all mixed. */
    private static TestLog randomLog(long seed) {
        Random random = new Random(seed);
        TestLog log = log();
        long voided = 0;
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(9)) {
                case 0 ->
                    log.mandate(new Action.RegisterKey(TestLog.registered(TestLog.key(10 + i), Role.CLIENT, "c" + i)));
                case 1 -> log.bytes(log.value(random.nextInt(log.size())));
                case 2 -> log.request("NOPE", "x");
                case 3 -> log.bytes(new byte[] {1});
                default -> log.greet("name" + random.nextInt(5));
            }
            if (i % 13 == 12) {
                voided = voidOne(log, voided, random);
            }
        }
        return log;
    }

    private static long voidOne(TestLog log, long after, Random random) {
        SortedMap<Long, Response> responses = new Replica(log).responses();
        List<Long> later = new ArrayList<>(responses.tailMap(after + 1).keySet());
        if (later.isEmpty()) {
            return after;
        }
        long offset = later.get(random.nextInt(later.size()));
        log.voidState(offset, new Hash(responses.get(offset).preState()));
        return offset;
    }

    @Test
    void shouldAnswerTheSameFromEverySnapshotOfManyRandomLogs() {
        int points = 0;
        int roots = 0;
        for (long seed = 0; seed < 8; seed++) {
            TestLog log = randomLog(seed);
            Replica whole = new Replica(log);
            for (long offset : whole.stages().keySet()) {
                Replica restored = new Replica(log, Optional.of(whole.verifiedSnapshot(offset)));

                assertThat(restored.responses())
                        .as("seed %s from %s", seed, offset)
                        .isEqualTo(whole.responses().tailMap(offset + 1));
                restored.responses()
                        .forEach((at, response) -> assertThat(PayloadCodec.encodeResponse(response))
                                .isEqualTo(PayloadCodec.encodeResponse(
                                        whole.responses().get(at))));
                assertThat(restored.stages()).isEqualTo(whole.stages().tailMap(offset + 1));
                roots += (int) restored.responses().values().stream()
                        .filter(response -> !response.stateRoot().isEmpty())
                        .count();
                points++;
            }
        }
        assertThat(points).isGreaterThan(100);
        assertThat(roots).isGreaterThan(100);
    }

    @Test
    void shouldRejectReplaysOfRequestsBeforeTheSnapshot() {
        TestLog log = log();
        log.greet("ann");
        long place = log.greet("ann");
        log.bytes(log.value(1));
        log.bytes(log.value(place));
        long fresh = log.greet("ann");
        Replica whole = new Replica(log);

        Replica restored = new Replica(log, Optional.of(whole.verifiedSnapshot(place)));

        assertThat(restored.responses()).containsOnlyKeys(fresh);
        assertThat(restored.responses().get(fresh).output().toUtf8()).isEqualTo("{\"greeted\":3}");
    }

    @Test
    void shouldApplyARevocationAfterTheSnapshot() {
        TestLog log = log();
        log.greet("ann");
        log.mandate(new Action.RevokeKey(TestLog.key(3).keyId()));
        log.greet("ann");
        Replica whole = new Replica(log);

        assertThat(whole.stages()).containsOnlyKeys(1L);
        assertThat(new Replica(log, Optional.of(whole.verifiedSnapshot(1))).responses())
                .isEmpty();
    }
}
