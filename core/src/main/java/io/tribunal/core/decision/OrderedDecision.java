package io.tribunal.core.decision;

import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.PreAuthEncoding;

/**
 * A decision in its place (PROTOCOL 8).
 *
 * @param number n, dense, from 1
 * @param previous {@link #hash} of decision n - 1; zero before the first
 */
public record OrderedDecision(long number, Hash previous, Subject subject, Enforcement outcome) {
    public static final String TYPE = "application/vnd.tribunal.ordered-decision.v1";

    /** What validators sign for the certificate: deployment, n, the previous decision, the subject's hash, the outcome. */
    public byte[] signedBytes() {
        Bytes body = new CanonicalWriter()
                .hash(subject.deployment())
                .int64(number)
                .hash(previous)
                .hash(subject.hash())
                .text(outcome.name())
                .toBytes();
        return PreAuthEncoding.encode(TYPE, body.array());
    }

    /** What decision n + 1 names as its previous one. */
    public Hash hash() {
        return Hash.sha256(signedBytes());
    }
}
