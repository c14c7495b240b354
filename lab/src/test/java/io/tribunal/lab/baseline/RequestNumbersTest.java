package io.tribunal.lab.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestNumbersTest {
    @Test
    void shouldWriteTheNumbersInARecordOfTheWantedSize() {
        // Given
        long[] numbers = {7, Long.MAX_VALUE, 0};

        // When
        byte[] value = RequestNumbers.write(numbers, 500);

        // Then
        assertThat(value).hasSize(500);
        assertThat(RequestNumbers.read(value)).containsExactly(numbers);
    }

    @Test
    void shouldNeverTruncateARequestNumber() {
        assertThat(RequestNumbers.read(RequestNumbers.write(new long[] {1, 2, 3}, 5)))
                .containsExactly(1, 2, 3);
    }
}
