package io.tribunal.cli.root;

import io.tribunal.core.behaviour.Automaton;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.partition.UnsettledEntry;
import io.tribunal.core.policy.Policy;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a deployment after the last decision, and what they allow ROOT. Refusals are {@link UserError}s: exit code 3 where
 * something is not what it claims, 7 where something is not in the deployment, else 2.
 */
public record RulesInForce(Genesis genesis, DecisionChain chain) {
    private Registry registry() {
        return chain.registry();
    }

    private ValidatorSet validators() {
        return new ValidatorSet(genesis, Ed25519.verifier());
    }

    /** The ROOT keys in force, ascending by id. */
    public List<RegisteredKey> roots() {
        return roots(registry());
    }

    private static List<RegisteredKey> roots(Registry registry) {
        return registry.everRegistered().stream()
                .filter(key -> key.role() == Role.ROOT && !registry.isRevoked(key.keyId()))
                .toList();
    }

    /** The number that the next mandate must have. */
    public long nextMandate() {
        return chain.mandates() + 1;
    }

    /** The next mandate, unsigned, with remarks about it. */
    Proposal propose(Action action, List<String> remarks) {
        requireAllowed(action);
        return new Proposal(
                chain.deployment(), nextMandate(), action, remarks, genesis.rootThreshold(), roots(), List.of());
    }

    /** The decision that the mandate would be now. */
    OrderedDecision next(RootMandate mandate) {
        return new OrderedDecision(chain.number() + 1, chain.head(), mandate, Enforcement.ENFORCED);
    }

    /** Refuses a proposal that the logs would not take: of another deployment, out of its turn, not allowed, or not signed. */
    void requireAcceptable(Proposal proposal) {
        requireDeployment(proposal);
        if (proposal.mandate() != nextMandate()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "this is mandate " + proposal.mandate() + ", and the next one is " + nextMandate()
                            + ": another one came between. Propose it again, and have it signed again");
        }
        requireAllowed(proposal.action());
        requireSigned(proposal);
    }

    /** Refuses a proposal of another deployment. */
    void requireDeployment(Proposal proposal) {
        if (!proposal.deployment().equals(chain.deployment())) {
            throw new UserError(
                    ExitCode.VERIFICATION_FAILED,
                    "the proposal is for deployment " + proposal.deployment() + ", and this one is "
                            + chain.deployment());
        }
    }

    private void requireSigned(Proposal proposal) {
        proposal.signatures().forEach(this::requireRoot);
        proposal.requireSound();
        if (!validators().isMandated(registry(), proposal.toMandate())) {
            List<String> signers = proposal.signers();
            throw new UserError(
                    ExitCode.USAGE,
                    signers.size() + " of " + genesis.rootThreshold() + " owners have signed: " + LogText.names(signers)
                            + "; still to sign: " + LogText.names(proposal.missing()));
        }
    }

    private void requireRoot(KeySignature signature) {
        Optional<RegisteredKey> ever = KeyId.parse(signature.keyId()).flatMap(this::everRegistered);
        String problem = ever.isEmpty()
                ? "is not registered"
                : registry().isRevoked(ever.get().keyId())
                        ? "was revoked"
                        : ever.get().role() != Role.ROOT
                                ? "is a key of role " + ever.get().role()
                                : "";
        if (!problem.isEmpty()) {
            throw new UserError(
                    ExitCode.VERIFICATION_FAILED,
                    "a signature is by the key " + LogText.name(signature.keyId()) + ", which " + problem
                            + " in this deployment");
        }
    }

    private Optional<RegisteredKey> everRegistered(KeyId keyId) {
        return registry().everRegistered().stream()
                .filter(key -> key.keyId().equals(keyId))
                .findFirst();
    }

    /** Refuses an action that could not be applied, or after which ROOT or the validators could not decide any more. */
    void requireAllowed(Action action) {
        switch (action) {
            case Action.RegisterKey register -> requireNew(register.key());
            case Action.RevokeKey revoke -> requireRevocable(revoke.keyId());
            case Action.ChangePolicy change -> requireUsable(change.policy());
            case Action.VoidState entry -> requirePartition(entry.partition());
        }
        if (chain.after(next(new RootMandate(
                        chain.deployment(), nextMandate(), action, PayloadCodec.encodeAction(action), List.of())))
                .isEmpty()) {
            throw refused(
                    "readers would refuse it: a normalization profile cannot be applied, or the key is registered");
        }
    }

    private static UserError refused(String why) {
        return new UserError(ExitCode.USAGE, why);
    }

    private void requireNew(RegisteredKey key) {
        registry().everRegistered().stream()
                .filter(known -> known.publicKey().equals(key.publicKey()))
                .findFirst()
                .ifPresent(known -> {
                    throw refused("the key " + known.keyId() + " is registered already, as " + known.role() + " of "
                            + LogText.name(known.owner())
                            + (registry().isRevoked(known.keyId())
                                    ? ", and was revoked: a key is never registered twice"
                                    : ""));
                });
        List<String> known = switch (key.role()) {
            case EXECUTOR -> genesis.executors().stream().map(Object::toString).toList();
            case VALIDATOR ->
                genesis.validators().stream().map(Object::toString).toList();
            case CLIENT, ROOT -> List.of(key.owner());
        };
        if (!known.contains(key.owner())) {
            throw refused("there is no " + key.role() + " " + LogText.name(key.owner()) + " in genesis; known are "
                    + LogText.names(known));
        }
    }

    private void requireRevocable(KeyId keyId) {
        RegisteredKey key = everRegistered(keyId)
                .orElseThrow(() -> new UserError(
                        ExitCode.NOT_FOUND,
                        "no key " + keyId + " is registered; 'tribunal keys list' shows those that are"));
        Registry after = registry()
                .revoke(keyId)
                .orElseThrow(() ->
                        refused("the key " + keyId + " of " + LogText.name(key.owner()) + " was revoked already"));
        if (!validators().canDecide(after)) {
            throw refused("without the key " + keyId
                    + " too few validators would have one to decide anything more: register a new one first");
        }
        if (roots(after).stream().map(RegisteredKey::owner).distinct().count() < genesis.rootThreshold()) {
            throw refused("without the key " + keyId + " fewer than " + genesis.rootThreshold()
                    + " owners would have a ROOT key, and nothing could be ordered any more: register a new one first");
        }
    }

    private void requireUsable(Policy policy) {
        int least = genesis.executorQuorum().oneHonest();
        int most = genesis.executors().size();
        int quorum = policy.voting().minQuorum();
        if (policy.equals(chain.policy())) {
            throw refused("the policy is that already: nothing would change");
        }
        if (quorum < least || quorum > most) {
            throw refused("minQuorum must be " + least + " (f + 1) to " + most + " (all executors), not " + quorum);
        }
        if (!policy.payloads().acceptedFingerprints().containsAll(PayloadCodec.fingerprints())) {
            throw refused("acceptedFingerprints must keep " + PayloadCodec.fingerprints()
                    + ": without them this version could write no entry that counts");
        }
        policy.voting().behaviour().map(model -> new Automaton(model).faults()).ifPresent(faults -> {
            if (!faults.isEmpty()) {
                throw refused("expressions of the behaviour model would match nothing: " + LogText.names(faults));
            }
        });
    }

    /** Refuses a partition that the deployment does not have. */
    void requirePartition(int partition) {
        if (partition >= genesis.partitions()) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "there is no partition " + partition + "; business-log has 0 to " + (genesis.partitions() - 1));
        }
    }

    /**
     * Refuses a Void of an entry that does not stop its partition.
     *
     * @param unsettled what the votes in the partition lead to
     * @return the state before the entry
     */
    static Hash requireStopped(int partition, long offset, Optional<UnsettledEntry> unsettled) {
        String entry = partition + "@" + offset;
        UnsettledEntry first = unsettled.orElseThrow(() -> new UserError(
                ExitCode.NOT_FOUND,
                "no entry waits for a Void in partition " + partition + ", so none of " + entry
                        + " would have an effect"));
        if (first.businessOffset() != offset) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "a Void of " + entry + " would have no effect: the first entry without an agreed state is "
                            + partition + "@" + first.businessOffset());
        }
        if (!first.isStopped()) {
            throw new UserError(
                    ExitCode.INCOMPLETE,
                    entry + " is not decided yet, and a state may still be agreed; wait for its answers");
        }
        return first.stateBefore();
    }
}
