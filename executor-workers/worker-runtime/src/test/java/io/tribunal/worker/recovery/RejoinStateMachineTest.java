package io.tribunal.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RejoinStateMachineTest {
    private static final OptionalLong NOT = OptionalLong.empty();
    private static final OptionalLong BY_4 = OptionalLong.of(4);
    private static final OptionalLong BY_9 = OptionalLong.of(9);
    private static final boolean BEHIND = false;
    private static final boolean CAUGHT_UP = true;

    private final List<Long> requested = new ArrayList<>();
    private boolean reachable = true;
    private final RejoinStateMachine rejoin = new RejoinStateMachine(isolation -> {
        requested.add(isolation);
        return reachable;
    });
    private long now;

    private boolean step(OptionalLong isolation, boolean caughtUp) {
        return rejoin.mustRebuild(isolation, caughtUp, now += 500);
    }

    @Test
    void shouldDoNothingWhileItIsNotIsolated() {
        for (int i = 0; i < 10; i++) {
            assertThat(step(NOT, i > 3)).isFalse();
        }
        assertThat(requested).isEmpty();
    }

    @Test
    void shouldRebuildOnceThenRequestOnceWhenCaughtUp() {
        step(NOT, CAUGHT_UP);

        assertThat(step(BY_4, CAUGHT_UP)).isTrue();
        assertThat(step(BY_4, BEHIND)).isFalse();
        assertThat(requested).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(step(BY_4, CAUGHT_UP)).isFalse();
        }
        assertThat(requested).containsExactly(4L);
    }

    @Test
    void shouldRequestWithoutARebuildWhenItHasJustStarted() {
        assertThat(step(BY_4, BEHIND)).isFalse();
        assertThat(step(BY_4, CAUGHT_UP)).isFalse();

        assertThat(requested).containsExactly(4L);
    }

    @Test
    void shouldIgnoreIsolationsThatWereLiftedBeforeItCaughtUp() {
        assertThat(step(BY_4, BEHIND)).isFalse();
        assertThat(step(NOT, BEHIND)).isFalse();
        assertThat(step(NOT, CAUGHT_UP)).isFalse();

        assertThat(requested).isEmpty();
    }

    @Test
    void shouldRejoinAfterEachIsolation() {
        step(NOT, CAUGHT_UP);
        step(BY_4, CAUGHT_UP);
        step(BY_4, CAUGHT_UP);
        step(NOT, CAUGHT_UP);

        assertThat(step(BY_9, CAUGHT_UP)).isTrue();
        assertThat(step(BY_9, CAUGHT_UP)).isFalse();
        assertThat(requested).containsExactly(4L, 9L);
    }

    @Test
    void shouldRequestForTheNewestIsolationDuringARebuild() {
        step(NOT, CAUGHT_UP);
        step(BY_4, CAUGHT_UP);
        step(BY_4, BEHIND);
        assertThat(step(BY_9, CAUGHT_UP)).isFalse();

        assertThat(requested).containsExactly(9L);
    }

    @Test
    void shouldRetryAFailedRequestAfterADelay() {
        reachable = false;
        for (int i = 0; i < 5; i++) {
            step(BY_4, CAUGHT_UP);
        }
        assertThat(requested).as("at 500 and 2500 ms").containsExactly(4L, 4L);
        reachable = true;
        for (int i = 0; i < 12; i++) {
            step(BY_4, CAUGHT_UP);
        }

        assertThat(requested).containsExactly(4L, 4L, 4L);
    }
}
