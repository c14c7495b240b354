package io.tribunal.deployment.provisioning;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
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
 * The genesis of a deployment: signed once, kept in {@code genesis.bin} before it is written to any partition, so that
 * a crash in between changes nothing.
 *
 * @param value the record's value, the same in every partition
 * @param deployment SHA-256 of the genesis payload
 */
record GenesisFile(Bytes value, Genesis genesis, Hash deployment) {
    private static final String FILE = "genesis.bin";
    private static final String SERVICE = "ledger";
    private static final int NO_SCHEMA_ID = 0;

    /** The founding kept in the directory, or a new one by the plan that is kept there from now on. */
    static GenesisFile in(Path directory, Keyring keys, DeploymentPlan plan) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            DurableFile.write(file, sign(genesis(keys, plan), keys).array());
        }
        GenesisFile kept = decode(file);
        kept.requirePlanned(plan, directory);
        kept.requireRules(plan, directory);
        return kept;
    }

    /** What genesis has fixed cannot be planned anew. */
    private void requirePlanned(DeploymentPlan plan, Path directory) {
        List<?> seats = plan.executors().stream().map(DeploymentPlan.ExecutorSpec::id).toList();
        if (!genesis.executors().equals(seats)) {
            throw new UserError(directory + " holds a deployment of the executors " + genesis.executors() + ", not "
                    + seats + "; use another --data directory");
        }
        if (!genesis.validators().equals(plan.validators())) {
            throw new UserError(directory + " holds a deployment of the validators " + genesis.validators() + ", not "
                    + plan.validators() + "; give --validators "
                    + genesis.validators().size() + " or use another --data directory");
        }
        if (plan.partitions().orElse(genesis.partitions()) != genesis.partitions()) {
            throw new UserError(directory + " holds a deployment of " + genesis.partitions() + " partitions, not "
                    + plan.partitions().getAsInt() + "; use another --data directory");
        }
    }

    /** What the plan asks for beyond the usual must be what the deployment was founded with. */
    private void requireRules(DeploymentPlan plan, Path directory) {
        if (!plan.rules().equals(Rules.USUAL) && !plan.rules().equals(Rules.of(genesis.policy()))) {
            throw new UserError(
                    directory + " holds a deployment with another adjudicator or behaviour model, or not as"
                            + " stateless; leave --adjudicator, --behaviour and --stateless out, or use another --data directory");
        }
    }

    private static Genesis genesis(Keyring keys, DeploymentPlan plan) throws IOException {
        List<RegisteredKey> registered = new ArrayList<>();
        registered.add(keys.registered(DeploymentPlan.ROOT, Role.ROOT));
        registered.add(keys.registered(plan.client().value(), Role.CLIENT));
        for (DeploymentPlan.ExecutorSpec seat : plan.executors()) {
            registered.add(keys.registered(seat.id().value(), Role.EXECUTOR));
        }
        for (ValidatorId validator : plan.validators()) {
            registered.add(keys.registered(validator.value(), Role.VALIDATOR));
        }
        registered.sort(Comparator.comparing(RegisteredKey::keyId));
        QuorumSpec quorum = new QuorumSpec(plan.executors().size());
        return new Genesis(
                Hash.ZERO,
                SERVICE,
                plan.partitions().orElse(TopicCatalogue.DEFAULT_PARTITIONS),
                plan.executors().stream().map(DeploymentPlan.ExecutorSpec::id).toList(),
                plan.validators(),
                registered,
                1,
                plan.rules().policy(quorum));
    }

    private static Bytes sign(Genesis genesis, Keyring keys) throws IOException {
        EnvelopeSigner root = new EnvelopeSigner(keys.key(DeploymentPlan.ROOT));
        return Bytes.wrap(
                BusinessCodec.encode(NO_SCHEMA_ID, root.sign(PayloadType.GENESIS, PayloadCodec.encode(genesis))));
    }

    private static GenesisFile decode(Path file) throws IOException {
        byte[] value = Files.readAllBytes(file);
        BusinessRecord record = BusinessCodec.decode(new LogPosition(0, 0), 0, true, value);
        if (record.content() instanceof BusinessRecord.Entry entry && entry.payload() instanceof Genesis genesis) {
            return new GenesisFile(
                    Bytes.wrap(value),
                    genesis,
                    Hash.sha256(entry.envelope().payload().array()));
        }
        throw new UserError(file + " holds no genesis; use another --data directory");
    }
}
