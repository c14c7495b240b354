package io.tribunal.deployment.provisioning;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.policy.VerdictSize;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.plan.Rules;
import io.tribunal.kafka.files.DurableFile;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The genesis of a deployment. It is signed once and kept in {@code genesis.bin} before it is written to any partition, so that
 * a crash in between changes nothing.
 *
 * @param value the record's value, the same in every partition
 * @param deployment SHA-256 of the genesis payload
 */
record GenesisFile(Bytes value, Genesis genesis, Hash deployment) {
    private static final String FILE = "genesis.bin";
    private static final String SERVICE = "ledger";

    /**
     * Reads the genesis in the directory; where there is none, signs one for the plan and keeps it there.
     *
     * @param schemaId registered id of the schema of business-log, with which a new one is framed
     */
    static GenesisFile in(Path directory, Keyring keys, DeploymentPlan plan, int schemaId) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            DurableFile.write(
                    file, sign(bounded(genesis(keys, plan)), keys, schemaId).array());
        }
        GenesisFile kept = decode(file);
        kept.requirePlanned(plan, directory);
        kept.requireRules(plan, directory);
        kept.requireRoots(plan, directory);
        return kept;
    }

    /** Readers refuse a genesis under which a verdict could be larger than a record. */
    static Genesis bounded(Genesis genesis) {
        VerdictSize.objection(genesis.executors().size(), genesis.policy()).ifPresent(tooLarge -> {
            throw new UserError(tooLarge);
        });
        return genesis;
    }

    /** A plan cannot change what genesis has fixed. */
    private void requirePlanned(DeploymentPlan plan, Path directory) {
        List<?> planned =
                plan.executors().stream().map(DeploymentPlan.ExecutorSpec::id).toList();
        if (!genesis.executors().equals(planned)) {
            throw new UserError(
                    ExitCode.USAGE,
                    directory + " holds a deployment of the executors " + genesis.executors() + ", not " + planned
                            + "; use another --data directory");
        }
        if (!genesis.validators().equals(plan.validators())) {
            throw new UserError(
                    ExitCode.USAGE,
                    directory + " holds a deployment of the validators " + genesis.validators() + ", not "
                            + plan.validators() + "; give --validators "
                            + genesis.validators().size() + " or use another --data directory");
        }
        if (plan.partitions().orElse(genesis.partitions()) != genesis.partitions()) {
            throw new UserError(
                    ExitCode.USAGE,
                    directory + " holds a deployment of " + genesis.partitions() + " partitions, not "
                            + plan.partitions().getAsInt() + "; use another --data directory");
        }
    }

    /** Rules other than the defaults must be those of genesis. */
    private void requireRules(DeploymentPlan plan, Path directory) {
        if (!plan.rules().equals(Rules.USUAL) && !plan.rules().equals(Rules.of(genesis.policy()))) {
            throw new UserError(
                    ExitCode.USAGE,
                    directory + " holds a deployment with another adjudicator or behaviour model, or not as"
                            + " stateless; leave --adjudicator, --behaviour and --stateless out, or use another --data directory");
        }
    }

    private void requireRoots(DeploymentPlan plan, Path directory) {
        if (!plan.roots().matches(genesis)) {
            throw new UserError(directory + " holds a deployment with other owners of ROOT keys, or another threshold;"
                    + " leave --root-keys and --root-threshold out, or use another --data directory");
        }
    }

    private static Genesis genesis(Keyring keys, DeploymentPlan plan) throws IOException {
        List<RegisteredKey> registered = new ArrayList<>();
        registered.add(keys.registered(DeploymentPlan.ROOT, Role.ROOT));
        registered.addAll(plan.roots().others());
        registered.add(keys.registered(plan.client().value(), Role.CLIENT));
        for (DeploymentPlan.ExecutorSpec executor : plan.executors()) {
            registered.add(keys.registered(executor.id().value(), Role.EXECUTOR));
        }
        for (ValidatorId validator : plan.validators()) {
            registered.add(keys.registered(validator.value(), Role.VALIDATOR));
        }
        registered.sort(Comparator.comparing(RegisteredKey::keyId));
        if (Registry.of(registered).isEmpty()) {
            throw new UserError(ExitCode.USAGE, "a key of --root-keys is another owner's too; give each owner its own");
        }
        QuorumSpec quorum = new QuorumSpec(plan.executors().size());
        return new Genesis(
                Hash.ZERO,
                SERVICE,
                plan.partitions().orElse(TopicCatalogue.DEFAULT_PARTITIONS),
                plan.executors().stream().map(DeploymentPlan.ExecutorSpec::id).toList(),
                plan.validators(),
                registered,
                plan.roots().needed(),
                plan.rules().policy(quorum),
                RulesVersion.LATEST);
    }

    private static Bytes sign(Genesis genesis, Keyring keys, int schemaId) throws IOException {
        EnvelopeSigner root = new EnvelopeSigner(keys.key(DeploymentPlan.ROOT));
        return Bytes.wrap(BusinessCodec.encode(schemaId, root.sign(PayloadType.GENESIS, PayloadCodec.encode(genesis))));
    }

    private static GenesisFile decode(Path file) throws IOException {
        byte[] value = Files.readAllBytes(file);
        BusinessRecord record = BusinessCodec.decode(new LogPosition(0, 0), 0, true, value);
        if (record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Genesis genesis) {
            genesis.rulesVersion().objection().ifPresent(unknown -> {
                throw new UserError(ExitCode.USAGE, file + ": " + unknown);
            });
            return new GenesisFile(
                    Bytes.wrap(value),
                    genesis,
                    Hash.sha256(entry.envelope().payload().array()));
        }
        throw new UserError(ExitCode.USAGE, file + " holds no genesis; use another --data directory");
    }
}
