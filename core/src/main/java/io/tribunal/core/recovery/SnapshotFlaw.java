package io.tribunal.core.recovery;

/** Why a snapshot is refused. */
public enum SnapshotFlaw {
    /** A chunk of another deployment, partition or offset. */
    FOREIGN_CHUNK,
    /** Chunks that do not say the same about how many there are. */
    CHUNK_COUNT,
    /** So many chunks are never written. */
    TOO_MANY_CHUNKS,
    MISSING_CHUNK,
    DOUBLED_CHUNK,
    /** Only the last chunk may be shorter than the others, and none is empty. */
    CHUNK_SIZE,
    /** The chunks together are not the encoding of a snapshot. */
    UNREADABLE,
    /** Its context is not the one that was signed. */
    CONTEXT,
    /** The context that was signed says that it is of another place. */
    PLACE,
    /** Its chain value is not the one that was signed. */
    POST_STATE,
    /** Its entries do not have the root that was signed. */
    ENTRIES,
    /** The offsets of the rules do not rise from genesis to the snapshot. */
    RULE_OFFSETS,
    /** The entry at one of these offsets did not change the rules. */
    RULES,
    /** The rules read again do not add up to that number of decisions. */
    DECISION_NUMBER,
    /** The last of the decisions is another one. */
    DECISION_HEAD
}
