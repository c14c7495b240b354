package io.tribunal.core.partition;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.behaviour.Learner;
import io.tribunal.core.behaviour.Position;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Writes a snapshot's content; {@link SnapshotReader} reads the same in the same order. */
final class SnapshotWriter {
    /** How one value is written. */
    @FunctionalInterface
    private interface Item<T> {
        void write(T value) throws IOException;
    }

    private final DataOutputStream out;

    SnapshotWriter(DataOutputStream out) {
        this.out = out;
    }

    void write(Snapshot snapshot) throws IOException {
        out.writeLong(snapshot.handledThrough());
        out.writeLong(snapshot.lastAdmitted());
        out.writeLong(snapshot.elapsed());
        out.writeLong(snapshot.lastAppendTime());
        hash(snapshot.agreedState());
        out.writeLong(snapshot.settledThrough());
        out.writeLong(snapshot.nextSequence());
        hash(snapshot.previousHash());
        map(snapshot.executorClaims(), out::writeLong);
        map(snapshot.validatorClaims(), out::writeLong);
        map(snapshot.highestAnswered(), out::writeLong);
        map(snapshot.diverged(), diverged -> {
            bytes(diverged.claimed());
            out.writeInt(diverged.inherited());
        });
        map(snapshot.left(), mark -> {
            out.writeLong(mark.offset());
            out.writeInt(mark.index());
        });
        map(
                snapshot.windows(),
                window -> list(window, admitted -> {
                    out.writeLong(admitted.sequence());
                    out.writeLong(admitted.offset());
                }));
        list(snapshot.ruleOffsets(), out::writeLong);
        list(snapshot.ballots(), this::ballot);
        list(snapshot.held(), this::reference);
        optional(snapshot.behaviour(), this::memory);
        map(snapshot.confidence(), out::writeInt);
        map(snapshot.streaks(), streak -> {
            out.writeInt(streak.answers());
            out.writeLong(streak.first());
        });
        hash(snapshot.hashes().business());
        hash(snapshot.hashes().responses());
    }

    private void memory(Learner.Memory memory) throws IOException {
        hash(memory.model());
        position(memory.agreed());
        map(memory.own(), this::position);
    }

    private void position(Position position) throws IOException {
        out.writeUTF(position.state());
        list(position.runs(), out::writeInt);
    }

    private void learned(Learned learned) throws IOException {
        optional(learned.agreed(), out::writeUTF);
        map(learned.newStates(), out::writeUTF);
    }

    private void ballot(Snapshot.OpenBallot ballot) throws IOException {
        out.writeLong(ballot.businessOffset());
        out.writeLong(ballot.start());
        optional(ballot.contextRoot(), this::hash);
        marks(ballot.marks());
        list(ballot.counted(), this::reference);
        optional(ballot.learned(), this::learned);
    }

    private void marks(Ballot.Marks marks) throws IOException {
        out.writeLong(marks.countedFrom());
        out.writeBoolean(marks.overdue());
        out.writeBoolean(marks.voided());
        optional(marks.before(), this::hash);
        optional(marks.state(), this::state);
        optional(marks.decision(), this::decision);
        out.writeLong(marks.decidedAt());
    }

    /** Its verdict is written already: only what dissent is measured by is kept. */
    private void decision(Verdict.Outcome decision) throws IOException {
        optional(
                decision instanceof Verdict.Agreed agreed ? Optional.of(agreed.voteDigest()) : Optional.empty(),
                this::hash);
    }

    private void state(Verdict.AgreedState state) throws IOException {
        hash(state.postState());
        bytes(state.stateRoot());
        list(state.writes(), this::write);
    }

    private void write(Write write) throws IOException {
        bytes(write.key());
        optional(write.value(), this::bytes);
    }

    private void reference(Snapshot.ResponseRef reference) throws IOException {
        out.writeLong(reference.offset());
        out.writeInt(reference.index());
        out.writeLong(reference.elapsed());
    }

    private void hash(Hash hash) throws IOException {
        out.write(hash.array());
    }

    private void bytes(Bytes bytes) throws IOException {
        out.writeInt(bytes.length());
        out.write(bytes.array());
    }

    private <T> void optional(Optional<T> value, Item<T> item) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            item.write(value.get());
        }
    }

    private <T> void list(Collection<T> values, Item<T> item) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            item.write(value);
        }
    }

    private <T> void map(Map<?, T> values, Item<T> item) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<?, T> entry : values.entrySet()) {
            out.writeUTF(entry.getKey().toString());
            item.write(entry.getValue());
        }
    }
}
