package io.tribunal.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionDecisionsTest {
    private static final List<Bytes> CHAIN = chain(5);

    private static List<Bytes> chain(int length) {
        List<Bytes> chain = new ArrayList<>();
        Hash previous = Hash.ZERO;
        for (int sequence = 0; sequence < length; sequence++) {
            chain.add(verdict(sequence, previous, "no such key"));
            previous = Hash.sha256(chain.getLast().array());
        }
        return chain;
    }

    private static Bytes verdict(long sequence, Hash previous, String detail) {
        return new VerdictCodec()
                .encode(new Verdict(
                        sequence,
                        previous,
                        new LogPosition(2, sequence + 1),
                        Hash.sha256(new byte[] {(byte) sequence}),
                        Optional.empty(),
                        Optional.empty(),
                        new Verdict.Rejected(Rejection.UNKNOWN_KEY, detail, Optional.empty()),
                        true,
                        List.of(),
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        10 + sequence,
                        100));
    }

    private static PartitionDecisions decisions(List<Bytes> verdicts) {
        return new PartitionDecisions(verdicts, List.of());
    }

    private static PartitionDecisions picked(int... indices) {
        List<Bytes> picked = new ArrayList<>();
        for (int index : indices) {
            picked.add(CHAIN.get(index));
        }
        return decisions(picked);
    }

    @Test
    void shouldDropRepeatsWithTheSameBytes() {
        assertThat(picked(0, 1, 2, 1, 2, 3, 4).withoutRepeats()).isEqualTo(decisions(CHAIN));
    }

    @Test
    void shouldRefuseARepeatWithOtherBytes() {
        List<Bytes> verdicts = new ArrayList<>(CHAIN);
        verdicts.add(verdict(0, Hash.ZERO, "another reason"));
        assertThatThrownBy(() -> decisions(verdicts).withoutRepeats())
                .isInstanceOf(BrokenVerdictChainException.class)
                .hasMessage("verdict 0 of partition 2 (entry 1) is repeated with other bytes");
    }

    @Test
    void shouldRefuseAGap() {
        assertThatThrownBy(() -> picked(0, 1, 3).withoutRepeats())
                .isInstanceOf(BrokenVerdictChainException.class)
                .hasMessageContaining("comes where 2 is due");
    }

    @Test
    void shouldRefuseAVerdictWithAnotherPreviousHash() {
        List<Bytes> verdicts = new ArrayList<>(CHAIN.subList(0, 2));
        verdicts.add(verdict(2, Hash.sha256(new byte[] {9}), "no such key"));
        assertThatThrownBy(() -> decisions(verdicts).withoutRepeats())
                .isInstanceOf(BrokenVerdictChainException.class)
                .hasMessageContaining("does not name the hash");
    }

    @Test
    void shouldBeAPrefixOnlyOfDecisionsThatBeginWithTheSameBytes() {
        assertThat(picked(0, 1).isPrefixOf(decisions(CHAIN))).isTrue();
        assertThat(decisions(CHAIN).isPrefixOf(picked(0, 1))).isFalse();
        assertThat(picked(0, 2).isPrefixOf(decisions(CHAIN))).isFalse();
    }
}
