package io.tribunal.schemas.codec;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.avro.IsolationDecision;
import org.jspecify.annotations.Nullable;

/** Certified decisions as plain Avro, for isolation-decisions and isolation-audit. Does not check certificates. */
public final class DecisionCodec {
    private static final AvroBody<IsolationDecision> DECISION = new AvroBody<>(IsolationDecision.getClassSchema());

    private DecisionCodec() {}

    /** A record value: the body behind the schema id of its registered schema, 0 without a registry. */
    public static byte[] frame(int schemaId, CertifiedDecision decision) {
        return WireFormat.frame(schemaId, DECISION.encode(DecisionForm.toAvro(decision)));
    }

    /**
     * The decision of a body.
     *
     * @throws MalformedRecordException for bytes that are not a canonical decision
     */
    public static CertifiedDecision decode(Bytes body) {
        return DECISION.decode(body.array(), 0, DecisionForm::fromAvro);
    }

    /** The decision of a framed record value, whatever its schema id. */
    public static CertifiedDecision decodeFramed(byte @Nullable [] value) {
        return decode(WireFormat.requireBody(value));
    }
}
