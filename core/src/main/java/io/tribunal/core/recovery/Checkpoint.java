package io.tribunal.core.recovery;

import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.signature.PreAuthEncoding;

/**
 * A position in one partition's business log after which a reader may begin (PROTOCOL 7): the agreed state and the admission
 * context there. A function of the partition's logs, so every honest validator signs the same.
 *
 * @param businessOffset of the admitted request after which it holds
 * @param postState end of the state digest chain
 * @param stateRoot root of the state tree
 * @param contextRoot SHA-256 of the {@link AdmissionContext}
 */
public record Checkpoint(
        Hash deployment, int partition, long businessOffset, Hash postState, Hash stateRoot, Hash contextRoot) {
    public static final String TYPE = "application/vnd.tribunal.checkpoint.v1";

    public Checkpoint {
        if (partition < 0 || businessOffset < 0) {
            throw new IllegalArgumentException("no such position: " + partition + "@" + businessOffset);
        }
    }

    public LogPosition position() {
        return new LogPosition(partition, businessOffset);
    }

    /** What validators sign. */
    public byte[] signedBytes() {
        Bytes body = new CanonicalWriter()
                .hash(deployment)
                .int32(partition)
                .int64(businessOffset)
                .hash(postState)
                .hash(stateRoot)
                .hash(contextRoot)
                .toBytes();
        return PreAuthEncoding.encode(TYPE, body.array());
    }
}
