package io.tribunal.core.decision;

import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.Signer;
import java.util.Collection;
import java.util.List;

/**
 * What the holders of ROOT keys order: keys, policy, a Void. They authorise it; the decision log gives it its
 * number, so that no mandate can cross an isolation.
 *
 * @param mandate their own count, from 1: each is applied once, in this order
 * @param actionBytes the Avro body of the action
 * @param signatures over {@link #signedBytes}; not part of the subject's hash
 */
public record RootMandate(
        Hash deployment, long mandate, Action action, Bytes actionBytes, List<KeySignature> signatures)
        implements Subject {
    public static final String TYPE = "application/vnd.tribunal.mandate.v1";

    public RootMandate {
        signatures = List.copyOf(signatures);
    }

    public static RootMandate by(
            Collection<? extends Signer> roots, Hash deployment, long mandate, Action action, Bytes actionBytes) {
        List<KeySignature> signatures = KeySignature.byAll(roots, signedBytes(deployment, mandate, actionBytes));
        return new RootMandate(deployment, mandate, action, actionBytes, signatures);
    }

    @Override
    public byte[] signedBytes() {
        return signedBytes(deployment, mandate, actionBytes);
    }

    public static byte[] signedBytes(Hash deployment, long mandate, Bytes actionBytes) {
        Bytes body = new CanonicalWriter()
                .hash(deployment)
                .int64(mandate)
                .hash(Hash.sha256(actionBytes.array()))
                .toBytes();
        return PreAuthEncoding.encode(TYPE, body.array());
    }
}
