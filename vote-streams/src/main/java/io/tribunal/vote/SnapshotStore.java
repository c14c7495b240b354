package io.tribunal.vote;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.partition.Snapshot;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Snapshots of one partition's voting in a store with a changelog: four slots in rotation, each cut into chunks that
 * fit a record. A slot's head is written last, so a slot that a crash left incomplete does not decode, and an older
 * one is used.
 */
final class SnapshotStore {
    static final String NAME = "snapshots";
    private static final int SLOTS = 4;
    private static final int CHUNK = 256 << 10;

    /** A snapshot and the response-log offset at which the voting continues from it. */
    record Stored(long nextResponse, Snapshot snapshot) {}

    private record Head(int slot, long nextResponse, int chunks) {}

    private final KeyValueStore<String, byte[]> store;
    private int nextSlot;

    SnapshotStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.nextSlot = heads().max(Comparator.comparingLong(Head::nextResponse))
                .map(newest -> (newest.slot() + 1) % SLOTS)
                .orElse(0);
    }

    void put(Stored stored) {
        byte[] encoded = stored.snapshot().encode().array();
        int chunks = (encoded.length + CHUNK - 1) / CHUNK;
        for (int i = 0; i < chunks; i++) {
            store.put(
                    chunkKey(nextSlot, i),
                    Arrays.copyOfRange(encoded, i * CHUNK, Math.min(encoded.length, (i + 1) * CHUNK)));
        }
        store.put(
                headKey(nextSlot),
                ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                        .putLong(stored.nextResponse())
                        .putInt(chunks)
                        .array());
        nextSlot = (nextSlot + 1) % SLOTS;
    }

    /**
     * The newest complete snapshot that is not ahead of the committed offset. Outputs of records before that offset
     * were written; outputs of later ones perhaps not, so the voting must not skip these.
     */
    Optional<Stored> newestUpTo(long committed) {
        return heads().filter(head -> head.nextResponse() <= committed)
                .sorted(Comparator.comparingLong(Head::nextResponse).reversed())
                .flatMap(head -> read(head).stream())
                .findFirst();
    }

    private Stream<Head> heads() {
        return IntStream.range(0, SLOTS).boxed().flatMap(slot -> {
            byte[] value = store.get(headKey(slot));
            if (value == null) {
                return Stream.empty();
            }
            ByteBuffer head = ByteBuffer.wrap(value);
            return Stream.of(new Head(slot, head.getLong(), head.getInt()));
        });
    }

    private Optional<Stored> read(Head head) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        for (int i = 0; i < head.chunks(); i++) {
            byte[] chunk = store.get(chunkKey(head.slot(), i));
            if (chunk == null) {
                return Optional.empty();
            }
            encoded.writeBytes(chunk);
        }
        return Snapshot.decode(Bytes.wrap(encoded.toByteArray()))
                .map(snapshot -> new Stored(head.nextResponse(), snapshot));
    }

    private static String headKey(int slot) {
        return "head/" + slot;
    }

    private static String chunkKey(int slot, int chunk) {
        return "chunk/" + slot + "/" + chunk;
    }
}
