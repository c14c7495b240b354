package io.tribunal.statestore.state;

import static io.tribunal.statestore.state.VerdictLogFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateDigest;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.statestore.state.ChainBreak.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommittedPartitionTest {
    private final VerdictLogFixture log = new VerdictLogFixture(0);

    private VerdictLogFixture sample() {
        return log.agreed(put("main", "alice", "5|none"))
                .overdue()
                .rejected()
                .split(put("main", "bob", "7|unlimited"))
                .agreed()
                .agreed(true, put("main", "alice", "4|none"), put("main", "carol", "1|none"));
    }

    private static void assertBroken(CommittedPartition state, Kind kind, long offset) {
        assertThat(state.broken()).hasValueSatisfying(broken -> {
            assertThat(broken.kind()).isEqualTo(kind);
            assertThat(broken.at().offset()).isEqualTo(offset);
        });
    }

    private static Optional<String> value(CommittedPartition state, String account) {
        return state.get(new AccountKey("main", account).bytes()).map(Bytes::toUtf8);
    }

    @Test
    void shouldFoldOnlyAgreedAndSplitStates() {
        CommittedPartition state = sample().folded();
        assertThat(state.broken()).isEmpty();
        assertThat(value(state, "alice")).contains("4|none");
        assertThat(value(state, "bob")).contains("7|unlimited");
        assertThat(value(state, "carol")).contains("1|none");
        assertThat(state.digest()).isEqualTo(log.digest());
        assertThat(state.verdicts()).isEqualTo(6);
        assertThat(state.lastVerdict()).isEqualTo(log.last());
    }

    @Test
    void shouldApplyRemovals() {
        log.agreed(put("main", "alice", "5|none")).agreed(Write.remove(new AccountKey("main", "alice").bytes()));
        assertThat(value(log.folded(), "alice")).isEmpty();
    }

    @Test
    void shouldIgnoreDuplicatesFromARestartedVoter() {
        sample();
        log.repeat(2, 5);
        log.agreed(put("main", "dave", "2|none"));
        CommittedPartition state = log.folded();
        assertThat(state.broken()).isEmpty();
        assertThat(state.digest()).isEqualTo(log.digest());
        assertThat(value(state, "dave")).contains("2|none");
    }

    @Test
    void shouldStopAtADuplicateWithOtherBytes() {
        sample();
        Verdict forged = log.verdict(1, Hash.ZERO, new Verdict.Overdue());
        log.append(new VerdictCodec().frame(0, forged));
        assertBroken(log.folded(), Kind.CONFLICTING_REPEAT, 6);
    }

    @Test
    void shouldStopAtAMissingVerdictAndIgnoreLaterOnes() {
        sample();
        log.remove(1);
        CommittedPartition state = log.folded();
        assertBroken(state, Kind.SEQUENCE_GAP, 1);
        assertThat(value(state, "bob")).isEmpty();
    }

    @Test
    void shouldStopAtAVerdictWithAnotherPreviousHash() {
        log.agreed(put("main", "alice", "5|none"));
        log.append(new VerdictCodec().frame(0, log.verdict(1, Hash.ZERO, new Verdict.Overdue())));
        assertBroken(log.folded(), Kind.PREVIOUS_HASH, 1);
    }

    @Test
    void shouldStopAtWritesThatDoNotLeadToTheAgreedState() {
        log.agreed(put("main", "alice", "5|none"));
        log.add(new Verdict.Split(Optional.of(
                new Verdict.AgreedState(log.digest(), Bytes.EMPTY, List.of(put("main", "mallory", "1000|none"))))));
        CommittedPartition state = log.folded();
        assertBroken(state, Kind.STATE_DIGEST, 1);
        assertThat(value(state, "mallory")).isEmpty();
    }

    @Test
    void shouldStopAtAStateWithoutTheWritesThatLeadToIt() {
        log.add(new Verdict.Split(
                Optional.of(new Verdict.AgreedState(Hash.sha256(new byte[] {1}), Bytes.EMPTY, List.of()))));
        assertBroken(log.folded(), Kind.STATE_DIGEST, 0);
    }

    @Test
    void shouldStopAtAStateRootThatDoesNotMatchTheState() {
        log.agreed(put("main", "alice", "5|none"));
        log.add(new Verdict.Split(Optional.of(new Verdict.AgreedState(log.digest(), Hash.ZERO.bytes(), List.of()))));
        assertBroken(log.folded(), Kind.STATE_ROOT, 1);
    }

    @Test
    void shouldStopAtAnUnreadableVerdict() {
        log.agreed(put("main", "alice", "5|none"));
        log.append(WireFormat.frame(0, new byte[] {1, 2, 3}));
        assertBroken(log.folded(), Kind.UNREADABLE, 1);
        CommittedPartition state = new CommittedPartition(0);
        state.fold(0, null);
        assertBroken(state, Kind.UNREADABLE, 0);
    }

    @Test
    void shouldStopAtAVerdictOfAnotherPartition() {
        VerdictLogFixture other = new VerdictLogFixture(1).agreed();
        CommittedPartition state = new CommittedPartition(0);
        state.fold(0, other.values().get(0));
        assertBroken(state, Kind.OTHER_PARTITION, 0);
    }

    @Test
    void shouldApplyStatesInBusinessOrderWhenVerdictsAreOutOfOrder() {
        // Given entries 1 to 5, of which 2 writes, 3 writes nothing, and verdicts in the order 1 4 3 2 5
        Write two = put("main", "alice", "2|none");
        Write four = put("main", "alice", "4|none");
        Hash one = StateDigest.INITIAL;
        Hash afterTwo = StateDigest.next(one, List.of(two));
        Hash afterFour = StateDigest.next(afterTwo, List.of(four));
        log.at(1, one).at(4, afterFour, four).at(3, afterTwo);
        CommittedPartition waiting = log.folded();
        assertThat(waiting.broken()).isEmpty();
        assertThat(value(waiting, "alice")).isEmpty();
        assertThat(waiting.held()).isEqualTo(2);
        // When
        log.at(2, afterTwo, two).at(5, afterFour);
        // Then
        CommittedPartition state = log.folded();
        assertThat(state.broken()).isEmpty();
        assertThat(value(state, "alice")).contains("4|none");
        assertThat(state.digest()).isEqualTo(afterFour);
    }

    @Test
    void shouldAcceptALateVerdictOnAnEntryWithoutWrites() {
        Write two = put("main", "alice", "2|none");
        Hash start = StateDigest.INITIAL;
        Hash after = StateDigest.next(start, List.of(two));
        assertThat(log.at(2, after, two).at(1, start).folded().broken()).isEmpty();
        assertBroken(new VerdictLogFixture(0).at(2, after, two).at(1, after).folded(), Kind.STATE_DIGEST, 1);
    }

    @Test
    void shouldStopOnceEveryEntryBeforeAHeldStateIsDecided() {
        Write two = put("main", "alice", "2|none");
        Hash wrong = Hash.sha256(new byte[] {5});
        log.at(2, wrong, two);
        assertThat(log.folded().broken()).isEmpty();
        log.at(1, StateDigest.INITIAL);
        assertBroken(log.folded(), Kind.STATE_DIGEST, 1);
    }
}
