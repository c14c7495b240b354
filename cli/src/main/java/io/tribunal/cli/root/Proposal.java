package io.tribunal.cli.root;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mandate that is not submitted yet. Its owners sign it on machines that reach no broker.
 *
 * @param mandate ROOT's own count, from 1
 * @param remarks what whoever proposed it says about it; not signed
 * @param threshold how many owners must sign, as whoever proposed it has read it
 * @param roots the ROOT keys in force, as whoever proposed it has read them
 * @param signatures ascending by key id
 */
public record Proposal(
        Hash deployment,
        long mandate,
        Action action,
        List<String> remarks,
        int threshold,
        List<RegisteredKey> roots,
        List<KeySignature> signatures) {
    public Proposal {
        remarks = List.copyOf(remarks);
        roots = List.copyOf(roots);
        signatures = List.copyOf(signatures);
    }

    Bytes actionBytes() {
        return PayloadCodec.encodeAction(action);
    }

    /** What each owner signs. */
    byte[] signedBytes() {
        return RootMandate.signedBytes(deployment, mandate, actionBytes());
    }

    /** As it is submitted, with the signatures that it has. */
    RootMandate toMandate() {
        return new RootMandate(deployment, mandate, action, actionBytes(), signatures);
    }

    /** The owners who have signed, in the order of their keys' ids. */
    public List<String> signers() {
        return signatures.stream()
                .flatMap(signature -> find(signature.keyId()).stream())
                .map(RegisteredKey::owner)
                .distinct()
                .toList();
    }

    /** The owners who have a key and have not signed, ascending. */
    public List<String> missing() {
        List<String> signed = signers();
        return roots.stream()
                .map(RegisteredKey::owner)
                .filter(owner -> !signed.contains(owner))
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<RegisteredKey> find(String keyId) {
        return roots.stream().filter(key -> key.keyId().value().equals(keyId)).findFirst();
    }

    /**
     * Checks every signature with the ROOT keys that the proposal names.
     *
     * @throws UserError with exit code 3 for one that does not hold
     */
    void requireSound() {
        byte[] message = signedBytes();
        for (KeySignature signature : signatures) {
            RegisteredKey key = find(signature.keyId())
                    .orElseThrow(() -> refuted("a signature is by " + LogText.name(signature.keyId())
                            + ", which is none of its ROOT keys"));
            if (!Ed25519.verifier()
                    .verify(
                            key.publicKey().array(),
                            message,
                            signature.signature().array())) {
                throw refuted("the signature of " + LogText.name(key.owner())
                        + " does not hold: what it says was changed after that owner signed, or the signature was");
            }
        }
    }

    private static UserError refuted(String why) {
        return new UserError(ExitCode.VERIFICATION_FAILED, "the proposal cannot be trusted: " + why);
    }

    /**
     * Refuses a key that can add nothing.
     *
     * @throws UserError with exit code 2 when the key is none of its ROOT keys, or its owner has signed
     */
    public void requireUnsignedBy(SigningKey key) {
        RegisteredKey root = find(key.keyId().value())
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE,
                        "the key " + key.keyId() + " is none of the proposal's ROOT keys: "
                                + LogText.names(roots.stream()
                                        .map(known -> known.owner() + " " + known.keyId())
                                        .toList())));
        if (signers().contains(root.owner())) {
            throw new UserError(
                    ExitCode.USAGE,
                    LogText.name(root.owner()) + " has signed it already, and each owner counts once; still to sign: "
                            + LogText.names(missing()));
        }
    }

    /**
     * The same proposal with one more signature.
     *
     * @throws UserError as {@link #requireUnsignedBy}
     */
    public Proposal signedBy(SigningKey key) {
        requireUnsignedBy(key);
        List<KeySignature> all = Stream.concat(signatures.stream(), Stream.of(KeySignature.by(key, signedBytes())))
                .sorted(Comparator.comparing(KeySignature::keyId))
                .toList();
        return new Proposal(deployment, mandate, action, remarks, threshold, roots, all);
    }
}
