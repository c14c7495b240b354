package io.tribunal.statestore;

import static io.tribunal.statestore.VerdictLogFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommittedStateTest {
    private final CommittedState state = new CommittedState(1);

    private void fold(VerdictLogFixture log) {
        for (int i = 0; i < log.values.size(); i++) {
            state.fold(0, i, log.values.get(i));
        }
    }

    @Test
    void shouldKeepLedgersOfOnePartitionApart() {
        // Given two ledgers of which one's name begins the other's, and an account with a NUL in its name
        fold(new VerdictLogFixture(0)
                .agreed(put("a", "x", "1|none"))
                .agreed(put("ab", "x", "2|unlimited"))
                .agreed(put("a", "b\0x", "3|-5")));
        // Then
        assertThat(state.accounts("a"))
                .containsExactly(new AccountState("a", "b\0x", "3", "-5"), new AccountState("a", "x", "1", "none"));
        assertThat(state.accounts("ab")).containsExactly(new AccountState("ab", "x", "2", "unlimited"));
        assertThat(state.account("ab", "x")).contains(new AccountState("ab", "x", "2", "unlimited"));
        assertThat(state.account("ab", "y")).isEmpty();
        assertThat(state.everything()).hasSize(3);
    }

    @Test
    void shouldAnswerWithTheBreakAndNeverWithData() {
        VerdictLogFixture log = new VerdictLogFixture(0).agreed(put("a", "x", "1|none"));
        fold(log);
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
