package io.tribunal.core.isolation;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.PreAuthEncoding;

/** One record of isolation-endorsements as it was read; nothing in it is checked yet. */
public record DecisionLogRecord(long offset, Content content) {

    /** Readable or not. */
    public sealed interface Content permits Endorsement, Ratification, Rejoin, Mandate, Unreadable {}

    /** A validator has derived the proposal itself and signs it. */
    public record Endorsement(IsolationProposal proposal, KeySignature signature) implements Content {}

    /** A validator signs decision n with its number: its share of the certificate. */
    public record Ratification(long number, KeySignature signature) implements Content {}

    /**
     * An isolated executor has a verified state again and asks for probation.
     *
     * @param isolation number of the decision that isolated it
     */
    public record Rejoin(Hash deployment, ExecutorId executor, long isolation, KeySignature signature)
            implements Content {
        public static final String TYPE = "application/vnd.tribunal.rejoin.v1";

        public byte[] signedBytes() {
            return signedBytes(deployment, executor, isolation);
        }

        public static byte[] signedBytes(Hash deployment, ExecutorId executor, long isolation) {
            Bytes body = new CanonicalWriter()
                    .hash(deployment)
                    .text(executor.value())
                    .int64(isolation)
                    .toBytes();
            return PreAuthEncoding.encode(TYPE, body.array());
        }
    }

    /** A mandate of ROOT. */
    public record Mandate(RootMandate mandate) implements Content {}

    /** An unreadable record; the detail describes what was wrong. */
    public record Unreadable(String detail) implements Content {}
}
