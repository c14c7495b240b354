package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.ballot.VerdictEncoder;
import io.tribunal.core.identity.Bytes;
import org.jspecify.annotations.Nullable;

/** Verdicts as plain Avro (PROTOCOL 5); the same verdict always gives the same bytes. */
public final class VerdictCodec implements VerdictEncoder {
    private static final AvroBody<io.tribunal.schemas.avro.Verdict> VERDICT =
            new AvroBody<>(io.tribunal.schemas.avro.Verdict.getClassSchema());

    /** The Avro body, which the next verdict's previousHash covers. */
    @Override
    public Bytes encode(Verdict verdict) {
        return Bytes.wrap(VERDICT.encode(VerdictForm.toAvro(verdict)));
    }

    /** A record value: the body behind the schema id of its registered schema, 0 without a registry. */
    public byte[] frame(int schemaId, Verdict verdict) {
        return WireFormat.frame(schemaId, VERDICT.encode(VerdictForm.toAvro(verdict)));
    }

    /**
     * The verdict of a body.
     *
     * @throws MalformedRecordException for bytes that {@link #encode} cannot have produced, since readers do not trust
     *     voters
     */
    public static Verdict decode(Bytes body) {
        Verdict verdict = VERDICT.decode(body.array(), 0, VerdictForm::fromAvro);
        AvroValues.require(
                Bytes.wrap(VERDICT.encode(VerdictForm.toAvro(verdict))).equals(body),
                "fields that do not go with the outcome");
        return verdict;
    }

    /** The verdict of a framed record value, whatever its schema id. */
    public static Verdict decodeFramed(byte @Nullable [] value) {
        return decode(WireFormat.requireBody(value));
    }
}
