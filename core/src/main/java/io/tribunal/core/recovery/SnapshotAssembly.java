package io.tribunal.core.recovery;

import io.tribunal.core.identity.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Assembles the chunks of a snapshot in any order; each of them must fit the others. */
public final class SnapshotAssembly {
    private final Checkpoint checkpoint;
    private final NavigableMap<Integer, SnapshotChunk> byIndex = new TreeMap<>();

    private SnapshotAssembly(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** The snapshot that the chunks form, if it is one at the checkpoint's position; its content is not verified yet. */
    public static Checked<StateSnapshot> assemble(Checkpoint checkpoint, Collection<SnapshotChunk> chunks) {
        SnapshotAssembly assembly = new SnapshotAssembly(checkpoint);
        for (SnapshotChunk chunk : chunks) {
            Checked<SnapshotChunk> taken = assembly.take(chunk);
            if (taken instanceof Checked.Flawed<SnapshotChunk>(SnapshotFlaw flaw)) {
                return Checked.flawed(flaw);
            }
        }
        return assembly.whole();
    }

    private Checked<SnapshotChunk> take(SnapshotChunk chunk) {
        if (!chunk.isOf(checkpoint)) {
            return Checked.flawed(SnapshotFlaw.FOREIGN_CHUNK);
        }
        if (chunk.count() > SnapshotChunk.MAX_COUNT) {
            return Checked.flawed(SnapshotFlaw.TOO_MANY_CHUNKS);
        }
        if (chunk.index() < 0 || chunk.index() >= chunk.count() || !agreesOnCount(chunk)) {
            return Checked.flawed(SnapshotFlaw.CHUNK_COUNT);
        }
        if (!chunk.hasRightSize()) {
            return Checked.flawed(SnapshotFlaw.CHUNK_SIZE);
        }
        return byIndex.putIfAbsent(chunk.index(), chunk) == null
                ? Checked.sound(chunk)
                : Checked.flawed(SnapshotFlaw.DOUBLED_CHUNK);
    }

    private boolean agreesOnCount(SnapshotChunk chunk) {
        return byIndex.isEmpty() || byIndex.firstEntry().getValue().count() == chunk.count();
    }

    private Checked<StateSnapshot> whole() {
        if (byIndex.isEmpty()
                || byIndex.size() < byIndex.firstEntry().getValue().count()) {
            return Checked.flawed(SnapshotFlaw.MISSING_CHUNK);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byIndex.values().forEach(chunk -> all.writeBytes(chunk.content().array()));
        return StateSnapshot.decode(Bytes.wrap(all.toByteArray()))
                .map(Checked::sound)
                .orElseGet(() -> Checked.flawed(SnapshotFlaw.UNREADABLE));
    }
}
