package io.tribunal.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictSizeTest {
    private static final Policy EMBEDDING = Policy.defaults(new QuorumSpec(3), List.of());
    private static final Policy REFERRING = EMBEDDING.withVoting(
            new VotingPolicy(2, Adjudication.EXACT_MAJORITY, EMBEDDING.voting().behaviour(), false));

    @Test
    void shouldRefuseMoreExecutorsThanARecordHoldsCertificatesOf() {
        assertThat(VerdictSize.objection(14, EMBEDDING)).isEmpty();
        assertThat(VerdictSize.objection(15, EMBEDDING))
                .contains("a verdict of 15 executors can have 8443392 bytes, a record holds 8388608;"
                        + " set policy.embedCertificates to false, or name at most 14 executors");
    }

    @Test
    void shouldTakeAsManyExecutorsAsItCanNameWithoutCertificates() {
        assertThat(VerdictSize.objection(1_000, REFERRING)).isEmpty();
        assertThat(VerdictSize.objection(20_000, REFERRING)).isPresent();
    }

    @Test
    void shouldNameTheMostExecutorsThatFit() {
        assertThat(VerdictSize.largest(14, true)).isLessThanOrEqualTo(Limits.MAX_DERIVED_RECORD);
        assertThat(VerdictSize.largest(15, true)).isGreaterThan(Limits.MAX_DERIVED_RECORD);
    }
}
