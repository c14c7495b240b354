package io.tribunal.statestore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.state.StateTree;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.statestore.state.CommittedState;
import io.tribunal.statestore.state.RootedState;
import io.tribunal.statestore.state.VerdictLogFixture;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** Published snapshots verify against the checkpoints that validators sign of the same logs. */
class SnapshotPublisherTest {
    private final RequestLogFixture requests = new RequestLogFixture();
    private final VerdictLogFixture verdicts = new VerdictLogFixture(0);
    private final List<SnapshotRecords.Change> written = new ArrayList<>();
    private boolean failing;
    private final SnapshotPublisher publisher = new SnapshotPublisher(
            requests.deployment(),
            partition -> new ContextReader(partition, requests.deployment(), Ed25519.verifier(), requests),
            new SnapshotRecords(0),
            this::write);

    private void write(List<SnapshotRecords.Change> changes) {
        if (failing) {
            throw new KafkaException("broker unavailable");
        }
        written.addAll(changes);
    }

    private CommittedState folded() {
        CommittedState state = new CommittedState(1);
        verdicts.foldInto(state);
        return state;
    }

    /** Appends an admitted request and its AGREED verdict with one write. */
    private Checkpoint agreed(boolean rootDue, String value) {
        requests.request();
        long offset = verdicts.size() + 1L;
        verdicts.agreed(rootDue, VerdictLogFixture.put("l", "a" + offset, value));
        PartitionAdmission admission = new PartitionAdmission(0, requests.deployment(), Ed25519.verifier());
        for (long read = 0; read <= offset; read++) {
            admission.decide(requests.at(read));
        }
        return new Checkpoint(
                requests.deployment(),
                0,
                offset,
                verdicts.digest(),
                verdicts.root(),
                AdmissionContext.of(admission, offset).root());
    }

    private List<String> keys() {
        return written.stream()
                .map(change -> (change.value().isPresent() ? "+" : "-")
                        + change.key().position().offset())
                .toList();
    }

    private VerifiedSnapshot restored(Checkpoint checkpoint) {
        List<SnapshotChunk> chunks = written.stream()
                .filter(change -> change.key().position().equals(checkpoint.position()))
                .flatMap(change -> change.value().stream())
                .map(value -> SnapshotChunkCodec.decode(value).orElseThrow())
                .toList();
        return VerifiedSnapshot.of(checkpoint, chunks, Ed25519.verifier(), requests::at)
                .found()
                .orElseThrow();
    }

    @Test
    void shouldPublishTheLastTwoStatesAsValidatorsSignThem() {
        agreed(true, "1|none");
        agreed(false, "2|none");
        Checkpoint second = agreed(true, "3|none");
        agreed(false, "4|none");
        Checkpoint third = agreed(true, "5|none");
        agreed(false, "6|none");

        publisher.publish(folded().rooted());

        assertThat(keys()).containsExactly("+3", "+5");
        assertThat(restored(second).size()).isEqualTo(3);
        assertThat(restored(third).size()).isEqualTo(5);
        assertThat(restored(third).postState()).isEqualTo(third.postState());
    }

    @Test
    void shouldPublishEachStateOnceAndRemoveTheThirdLast() {
        agreed(true, "1|none");
        agreed(true, "2|none");
        publisher.publish(folded().rooted());
        publisher.publish(folded().rooted());
        agreed(true, "3|none");
        publisher.publish(folded().rooted());

        assertThat(keys()).containsExactly("+1", "+2", "+3", "-1");
    }

    @Test
    void shouldRetryAfterAFailedWrite() {
        Checkpoint first = agreed(true, "1|none");
        failing = true;
        assertThatThrownBy(() -> publisher.publish(folded().rooted())).isInstanceOf(KafkaException.class);
        failing = false;

        publisher.publish(folded().rooted());

        assertThat(restored(first).size()).isEqualTo(1);
    }

    @Test
    void shouldSkipAStateWhoseEntryWasNotAdmitted() {
        requests.unreadable();
        verdicts.agreed(true, VerdictLogFixture.put("l", "a", "1|none"));
        publisher.publish(folded().rooted());
        assertThat(written).isEmpty();
        Checkpoint second = agreed(true, "2|none");
        publisher.publish(folded().rooted());

        assertThat(keys()).containsExactly("+2");
        assertThat(restored(second).size()).isEqualTo(2);
    }

    @Test
    void shouldPublishNothingOfAPartitionWithABrokenChain() {
        agreed(true, "1|none");
        verdicts.append(new byte[] {1});

        publisher.publish(folded().rooted());

        assertThat(written).isEmpty();
    }

    @Test
    void shouldKeepARootedStateUnchangedByLaterWrites() {
        agreed(true, "1|none");
        agreed(false, "2|none");
        List<RootedState> rooted = folded().rooted().get(0);

        assertThat(rooted).hasSize(1);
        assertThat(StateTree.of(rooted.getFirst().entries().get()).size()).isEqualTo(1);
        assertThat(rooted.getFirst().digest()).isNotEqualTo(verdicts.digest()).isNotEqualTo(Hash.ZERO);
    }
}
