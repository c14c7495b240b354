package io.tribunal.core.encoding;

/** A part of a machine's state that writes itself to a snapshot, and restores itself from one. */
public interface SnapshotPart {
    void writeTo(CanonicalWriter out);

    /** Replaces the state of a part that has just been made. */
    void readFrom(CanonicalReader in);
}
