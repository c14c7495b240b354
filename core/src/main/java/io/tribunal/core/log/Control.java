package io.tribunal.core.log;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.PreAuthEncoding;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A numbered change of the rules (PROTOCOL 3), in force from its own position in each partition.
 *
 * @param decision n, from 1; a partition applies n only after n - 1
 * @param previous {@link #decisionHash} of decision n - 1; zero before the first
 * @param actionBytes the Avro body of the action, as it travelled
 * @param certificate signatures over {@link #signedBytes}
 */
public record Control(
        Hash deployment, long decision, Hash previous, Action action, Bytes actionBytes, List<Endorsed> certificate)
        implements Payload {
    private static final String DECISION_TYPE = "application/vnd.tribunal.decision.v1";

    public Control {
        certificate = List.copyOf(certificate);
    }

    /** One signature of a certificate. */
    public record Endorsed(String keyId, Bytes signature) {}

    /** What a control entry does. */
    public sealed interface Action permits RegisterKey, RevokeKey, ChangePolicy, VoidState {}

    public record RegisterKey(RegisteredKey key) implements Action {}

    public record RevokeKey(KeyId keyId) implements Action {}

    public record ChangePolicy(Policy policy) implements Action {}

    /**
     * Settles the state after a ballot on which no state could be agreed, in one partition only: the state after
     * {@code businessOffset} is {@code postState}. Later open ballots start anew; a Void for another partition is numbered here too.
     */
    public record VoidState(int partition, long businessOffset, Hash postState) implements Action {}

    @Override
    public PayloadType type() {
        return PayloadType.CONTROL;
    }

    /** What the holders of ROOT keys sign: deployment, n, the previous decision and the action. */
    public byte[] signedBytes() {
        return signedBytes(deployment, decision, previous, actionBytes);
    }

    public static byte[] signedBytes(Hash deployment, long decision, Hash previous, Bytes actionBytes) {
        byte[] body = ByteBuffer.allocate(8 + 3 * Hash.LENGTH)
                .put(deployment.array())
                .putLong(decision)
                .put(previous.array())
                .put(Hash.sha256(actionBytes.array()).array())
                .array();
        return PreAuthEncoding.encode(DECISION_TYPE, body);
    }

    /** What decision n + 1 names as its previous one. */
    public Hash decisionHash() {
        return Hash.sha256(signedBytes());
    }
}
