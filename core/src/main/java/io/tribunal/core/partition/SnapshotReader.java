package io.tribunal.core.partition;

import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.behaviour.Learner;
import io.tribunal.core.behaviour.Position;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what {@link SnapshotWriter} has written. */
final class SnapshotReader {
    /** How one value is read. */
    @FunctionalInterface
    private interface Item<T> {
        T read() throws IOException;
    }

    private final DataInputStream in;

    SnapshotReader(DataInputStream in) {
        this.in = in;
    }

    Snapshot read() throws IOException {
        return new Snapshot(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                hash(),
                in.readLong(),
                in.readLong(),
                hash(),
                map(ExecutorId::new, in::readLong),
                map(ValidatorId::new, in::readLong),
                map(ExecutorId::new, in::readLong),
                map(ExecutorId::new, () -> new Divergences.Diverged(bytes(), in.readInt())),
                map(ExecutorId::new, () -> new Backlog.Mark(in.readLong(), in.readInt())),
                map(KeyId::new, () -> list(() -> new ReplayWindow.Admitted(in.readLong(), in.readLong()))),
                list(in::readLong),
                list(this::ballot),
                list(this::reference),
                optional(this::memory),
                map(ExecutorId::new, in::readInt),
                map(ExecutorId::new, () -> new Streaks.Streak(in.readInt(), in.readLong())),
                new RunningHashes(hash(), hash()));
    }

    private Learner.Memory memory() throws IOException {
        return new Learner.Memory(hash(), position(), map(ExecutorId::new, this::position));
    }

    private Position position() throws IOException {
        return new Position(in.readUTF(), list(in::readInt));
    }

    private Learned learned() throws IOException {
        return new Learned(optional(in::readUTF), map(ExecutorId::new, in::readUTF));
    }

    private Snapshot.OpenBallot ballot() throws IOException {
        return new Snapshot.OpenBallot(
                in.readLong(),
                in.readLong(),
                optional(this::hash),
                marks(),
                list(this::reference),
                optional(this::learned));
    }

    private Ballot.Marks marks() throws IOException {
        long countedFrom = in.readLong();
        boolean overdue = in.readBoolean();
        boolean voided = in.readBoolean();
        Optional<Hash> before = optional(this::hash);
        Optional<Verdict.AgreedState> state = optional(this::state);
        Optional<Verdict.Outcome> decision = optional(() -> decision(state));
        return new Ballot.Marks(countedFrom, overdue, voided, before, state, decision, in.readLong());
    }

    private Verdict.Outcome decision(Optional<Verdict.AgreedState> state) throws IOException {
        return optional(this::hash)
                .<Verdict.Outcome>map(digest -> new Verdict.Agreed(Status.OK, "", Bytes.EMPTY, digest, state))
                .orElseGet(() -> new Verdict.Split(state));
    }

    private Verdict.AgreedState state() throws IOException {
        return new Verdict.AgreedState(hash(), bytes(), list(this::write));
    }

    private Write write() throws IOException {
        return new Write(bytes(), optional(this::bytes));
    }

    private Snapshot.ResponseRef reference() throws IOException {
        return new Snapshot.ResponseRef(in.readLong(), in.readInt(), in.readLong());
    }

    private Hash hash() throws IOException {
        return Hash.wrap(in.readNBytes(Hash.LENGTH));
    }

    private Bytes bytes() throws IOException {
        return Bytes.wrap(in.readNBytes(in.readInt()));
    }

    private <T> Optional<T> optional(Item<T> item) throws IOException {
        return in.readBoolean() ? Optional.of(item.read()) : Optional.empty();
    }

    private <T> List<T> list(Item<T> item) throws IOException {
        int size = in.readInt();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(item.read());
        }
        return List.copyOf(values);
    }

    private <K extends Comparable<K>, T> SortedMap<K, T> map(Function<String, K> key, Item<T> item) throws IOException {
        int size = in.readInt();
        SortedMap<K, T> values = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            values.put(key.apply(in.readUTF()), item.read());
        }
        return values;
    }
}
