package io.tribunal.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesVersionTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldKnowEveryVersionUpToTheLatest(int number) {
        assertThat(new RulesVersion(number).objection()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, Integer.MAX_VALUE})
    void shouldRefuseALaterVersionByName(int number) {
        assertThat(new RulesVersion(number).objection())
                .contains("genesis asks for rules version " + number
                        + ", this release knows those up to 2; use a newer one");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldHaveNoVersionBelowOne(int number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RulesVersion(number));
    }

    @Test
    void shouldBoundMemoryAndBindClaimsFromTheSecondOn() {
        assertThat(RulesVersion.FIRST.boundsHeldMemory()).isFalse();
        assertThat(RulesVersion.LATEST.boundsHeldMemory()).isTrue();
        assertThat(RulesVersion.FIRST.bindsClaimsToKeys()).isFalse();
        assertThat(RulesVersion.LATEST.bindsClaimsToKeys()).isTrue();
    }

    @Test
    void shouldTellTooOldFromReplayedFromTheSecondOn() {
        assertThat(RulesVersion.FIRST.tellsTooOldFromReplayed()).isFalse();
        assertThat(RulesVersion.LATEST.tellsTooOldFromReplayed()).isTrue();
    }
}
