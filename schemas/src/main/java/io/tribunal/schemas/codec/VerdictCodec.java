package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.identity.Bytes;
import org.jspecify.annotations.Nullable;

/** Verdicts as plain Avro (PROTOCOL 5); the same verdict always gives the same bytes. */
public final class VerdictCodec implements VerdictEncoder {
    /** The Avro body, which the next verdict's previousHash covers. */
    @Override
    public Bytes encode(Verdict verdict) {
        return Bytes.wrap(VerdictLayout.FORMAT.encode(verdict));
    }

    /** A record value: the body behind the schema id of its registered schema, 0 without a registry. */
    public byte[] frame(int schemaId, Verdict verdict) {
        return WireFormat.frame(schemaId, VerdictLayout.FORMAT, verdict);
    }

    /**
     * The verdict of a body.
     *
     * @throws MalformedRecordException for bytes that {@link #encode} cannot have produced, since readers do not trust
     *     voters
     */
    public static Verdict decode(Bytes body) {
        return VerdictLayout.FORMAT.decode(body.array(), 0);
    }

    /** The verdict of a framed record value, whatever its schema id. */
    public static Verdict decodeFramed(byte @Nullable [] value) {
        return VerdictLayout.FORMAT.decode(WireFormat.requireFramed(value), WireFormat.HEADER);
    }
}
