package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.partition.Snapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a snapshot holds, read by the format alone: independent of the code that writes it, so that a change of the format
 * does not go unnoticed. Two views are equal when all bytes of their snapshots are.
 *
 * @param ballots number of counted responses of each open ballot, in business order
 * @param held number of held responses
 * @param left response-log offset from which an executor's responses are deferred
 * @param streaks agreeing answers in a row of non-voting executors
 */
public record SnapshotView(
        Bytes content,
        long handledThrough,
        long elapsed,
        Hash agreedState,
        long settledThrough,
        List<Integer> ballots,
        int held,
        SortedMap<ExecutorId, Long> left,
        SortedMap<ExecutorId, Integer> streaks) {

    static SnapshotView of(Snapshot snapshot) {
        return new Reader(ByteBuffer.wrap(snapshot.content().array())).read(snapshot.content());
    }

    private record Reader(ByteBuffer in) {
        SnapshotView read(Bytes content) {
            long handledThrough = in.getLong();
            in.getLong();
            long elapsed = in.getLong();
            in.getLong();
            Hash agreedState = hash();
            long settledThrough = in.getLong();
            in.getLong();
            hash();
            map(in::getLong);
            map(in::getLong);
            map(in::getLong);
            map(this::divergence);
            SortedMap<ExecutorId, Long> left = map(this::mark);
            map(() -> list(this::pair));
            list(in::getLong);
            List<Integer> ballots = list(this::ballot);
            int held = list(this::reference).size();
            optional(this::behaviour);
            map(in::getInt);
            SortedMap<ExecutorId, Integer> streaks = map(this::streak);
            hash();
            hash();
            if (in.hasRemaining()) {
                throw new IllegalStateException("a snapshot ends with " + in.remaining() + " unknown bytes");
            }
            return new SnapshotView(
                    content, handledThrough, elapsed, agreedState, settledThrough, ballots, held, left, streaks);
        }

        private int divergence() {
            bytes();
            return in.getInt();
        }

        private long mark() {
            long offset = in.getLong();
            in.getInt();
            return offset;
        }

        private long pair() {
            in.getLong();
            return in.getLong();
        }

        private int streak() {
            int answers = in.getInt();
            in.getLong();
            return answers;
        }

        private long reference() {
            in.getLong();
            in.getInt();
            return in.getLong();
        }

        private int ballot() {
            pair();
            optional(this::hash);
            in.getLong();
            in.getShort();
            optional(this::hash);
            optional(this::state);
            optional(() -> optional(this::hash));
            in.getLong();
            int counted = list(this::reference).size();
            optional(this::round);
            return counted;
        }

        private int round() {
            optional(this::text);
            return map(this::text).size();
        }

        private int state() {
            hash();
            bytes();
            return list(() -> bytes().length() + (optional(this::bytes) ? 1 : 0))
                    .size();
        }

        private int behaviour() {
            hash();
            position();
            return map(this::position).size();
        }

        private int position() {
            text();
            return list(in::getInt).size();
        }

        private Hash hash() {
            return Hash.wrap(run(Hash.LENGTH));
        }

        private Bytes bytes() {
            return Bytes.wrap(run(in.getInt()));
        }

        private String text() {
            return Bytes.wrap(run(in.getShort())).toUtf8();
        }

        private byte[] run(int length) {
            byte[] run = new byte[length];
            in.get(run);
            return run;
        }

        private boolean optional(Supplier<?> item) {
            boolean present = in.get() == 1;
            if (present) {
                var unused = item.get();
            }
            return present;
        }

        private <T> List<T> list(Supplier<T> item) {
            int size = in.getInt();
            List<T> values = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                values.add(item.get());
            }
            return values;
        }

        private <T> SortedMap<ExecutorId, T> map(Supplier<T> item) {
            int size = in.getInt();
            SortedMap<ExecutorId, T> values = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                values.put(new ExecutorId(text()), item.get());
            }
            return values;
        }
    }
}
