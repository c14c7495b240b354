package io.tribunal.conformance.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpperBoundTest {
    /** Clopper-Pearson, one-sided 95 %; zero events is the rule of three in its exact form, 1 - 0.05^(1/n). */
    @ParameterizedTest
    @CsvSource({"0,1000,0.002991", "0,10,0.258866", "1,10,0.394163", "5,100,0.102253", "10,10,1.0"})
    void shouldBeTheExactBound(int events, int runs, double bound) {
        assertThat(UpperBound.of(events, runs)).isCloseTo(bound, within(1e-5));
    }
}
