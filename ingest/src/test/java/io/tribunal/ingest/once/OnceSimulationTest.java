package io.tribunal.ingest.once;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.tribunal.ingest.once.OnceSimulation.Adversity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnceSimulationTest {
    /** For each adversity; the long run of CI takes 100,000. */
    private static final int SEEDS = Integer.getInteger("tribunal.once.seeds", 20_000);

    @ParameterizedTest
    @EnumSource(Adversity.class)
    void shouldExecuteEachLineOnceWhateverHappens(Adversity adversity) {
        for (int seed = 0; seed < SEEDS; seed++) {
            int run = seed;
            assertThatCode(() -> new OnceSimulation(run, adversity).run())
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }
}
