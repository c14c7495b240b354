package io.tribunal.statestore.state;

import static io.tribunal.statestore.state.VerdictLogFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommittedStateTest {
    private final CommittedState state = new CommittedState(1);

    @Test
    void shouldSeparateLedgersInOnePartition() {
        // Given two ledgers, one name a prefix of the other, and an account with a NUL in its name
        new VerdictLogFixture(0)
                .agreed(put("a", "x", "1|none"))
                .agreed(put("ab", "x", "2|unlimited"))
                .agreed(put("a", "b\0x", "3|-5"))
                .foldInto(state);
        // Then
        assertThat(state.accounts("a"))
                .containsExactly(new AccountState("a", "b\0x", "3", "-5"), new AccountState("a", "x", "1", "none"));
        assertThat(state.accounts("ab")).containsExactly(new AccountState("ab", "x", "2", "unlimited"));
        assertThat(state.account("ab", "x")).contains(new AccountState("ab", "x", "2", "unlimited"));
        assertThat(state.account("ab", "y")).isEmpty();
        assertThat(state.everything()).hasSize(3);
    }

    @Test
    void shouldThrowForABrokenPartitionAndReturnNoData() {
        VerdictLogFixture log = new VerdictLogFixture(0).agreed(put("a", "x", "1|none"));
        log.foldInto(state);
        state.fold(0, 1, new byte[] {7});
        assertThat(state.isSound()).isFalse();
        assertThatThrownBy(() -> state.accounts("a")).isInstanceOf(BrokenChainException.class);
        assertThatThrownBy(() -> state.account("a", "x"))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageContaining("UNREADABLE")
                .hasMessageContaining("0@1");
        assertThatThrownBy(state::everything).isInstanceOf(BrokenChainException.class);
        assertThat(state.summaries().get(0).broken()).isPresent();
    }
}
