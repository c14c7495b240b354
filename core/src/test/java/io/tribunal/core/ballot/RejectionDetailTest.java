package io.tribunal.core.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionDetailTest {
    @Test
    void shouldTellACodeInWordsAndLeaveWordsAsTheyAre() {
        assertThat(RejectionDetail.inWords("OWNER")).isEqualTo("key belongs to another client");
        assertThat(RejectionDetail.inWords("sequence 7 was used before")).isEqualTo("sequence 7 was used before");
        assertThat(RejectionDetail.inWords("")).isEmpty();
    }
}
