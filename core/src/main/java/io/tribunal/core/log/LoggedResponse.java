package io.tribunal.core.log;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;

/**
 * A response in the response log, signed by an executor of the deployment; whether a ballot counts it is still open.
 *
 * @param proved from a verified batch
 * @param offset of the batch in the response log
 */
public record LoggedResponse(ExecutorId executor, ResponseBatch.Proved proved, long offset) {
    private static final long OBJECT_BYTES = 2_048;
    private static final long WRITE_BYTES = 160;
    private static final long HASH_BYTES = 96;

    public Response response() {
        return proved.item().response();
    }

    /** The response's bytes, which the batch's Merkle root covers. */
    public Bytes encoded() {
        return proved.item().encoded();
    }

    /** SHA-256 of {@link #encoded}. */
    public Hash responseHash() {
        return Hash.sha256(encoded().array());
    }

    /**
     * A bound on the memory that it takes, in bytes: a function of its lengths alone, so the same at every reader (PROTOCOL 5).
     */
    public long retainedBytes() {
        int hashes = proved.path().size()
                + proved.envelope().batch().map(proof -> proof.path().size()).orElse(0);
        return OBJECT_BYTES
                + 2L * encoded().length()
                + WRITE_BYTES * response().writes().size()
                + HASH_BYTES * hashes;
    }

    /** Position of the response in its batch. */
    public int index() {
        return proved.index();
    }

    /** Offset of the business entry that it answers. */
    public long businessOffset() {
        return response().businessOffset();
    }

    /** Business offset up to which its author had handled all entries. */
    public long processedTo() {
        return proved.processedTo();
    }
}
