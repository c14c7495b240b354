package io.tribunal.lab.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicketsTest {
    @Test
    void shouldCarryTheTicketsInARecordOfTheWantedSize() {
        // Given
        long[] tickets = {7, Long.MAX_VALUE, 0};

        // When
        byte[] value = Tickets.write(tickets, 500);

        // Then
        assertThat(value).hasSize(500);
        assertThat(Tickets.read(value)).containsExactly(tickets);
    }

    @Test
    void shouldNeverCutATicketOff() {
        assertThat(Tickets.read(Tickets.write(new long[] {1, 2, 3}, 5))).containsExactly(1, 2, 3);
    }
}
