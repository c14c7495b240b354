package io.tribunal.conformance.script;

import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** What is written to business-log, part by part. Each decision goes to every partition. */
final class Script {
    private static final long SEED = 20_261_121;
    private static final int TOGETHER = 300;
    private static final int SINGLE = 25;
    private static final ClientId NEWCOMER = new ClientId("newcomer");

    private final TestDeployment stage;
    private final Policy policy;
    private final ControlEntries decrees;
    private final ScriptedClient client;
    private final ScriptedClient newcomer;
    private final RegisteredKey newKey;

    Script(TestDeployment stage, Genesis genesis) {
        this.stage = stage;
        this.policy = genesis.policy();
        this.decrees = new ControlEntries(stage);
        this.client = new ScriptedClient(stage.deployment(), TestDeployment.CLIENT, stage.key(TestDeployment.CLIENT), SEED);
        SigningKey key = SigningKey.ofSeed(Hash.sha256(new byte[] {3}).bytes());
        this.newcomer = new ScriptedClient(stage.deployment(), NEWCOMER.value(), key, SEED + 1);
        this.newKey = new RegisteredKey(key.keyId(), Role.CLIENT, NEWCOMER.value(), key.publicKey());
    }

    /** Good and hostile entries, a key that comes and goes, another policy. */
    List<ScriptedEntry> opening() {
        List<ScriptedEntry> part = new ArrayList<>();
        requests(part);
        hostile(part);
        everywhere(part, decrees.bad(new Action.RegisterKey(newKey)));
        byte[] registration = decrees.next(new Action.RegisterKey(newKey));
        everywhere(part, List.of(registration, registration));
        each(partition -> newcomer.single(partition, SINGLE).forEach(part::add));
        everywhere(part, List.of(decrees.next(new Action.ChangePolicy(busier()))));
        everywhere(part, decrees.bad(new Action.RevokeKey(newKey.keyId())));
        everywhere(part, List.of(decrees.next(new Action.RevokeKey(newKey.keyId()))));
        each(partition -> newcomer.single(partition, 2).forEach(part::add));
        requests(part);
        return part;
    }

    /** More of the same, for an executor that is killed meanwhile. */
    List<ScriptedEntry> traffic() {
        List<ScriptedEntry> part = new ArrayList<>();
        requests(part);
        hostile(part);
        requests(part);
        return part;
    }

    /** A Void: the request there has had no effect. */
    List<ScriptedEntry> settlement(LogPosition request, Hash stateBefore) {
        List<ScriptedEntry> part = new ArrayList<>();
        everywhere(
                part, List.of(decrees.next(new Action.VoidState(request.partition(), request.offset(), stateBefore))));
        each(partition -> client.single(partition, SINGLE).forEach(part::add));
        return part;
    }

    /** The validators isolate the executor; requests go on. */
    List<ScriptedEntry> isolation() {
        List<ScriptedEntry> part = new ArrayList<>();
        everywhere(part, List.of(decrees.isolate(new LogPosition(0, 1))));
        each(partition -> client.single(partition, SINGLE).forEach(part::add));
        return part;
    }

    /** Number of the last decision. */
    long decisions() {
        return decrees.number();
    }

    private void requests(List<ScriptedEntry> part) {
        each(partition -> {
            client.single(partition, SINGLE).forEach(part::add);
            client.together(partition, TOGETHER).forEach(part::add);
        });
    }

    private void hostile(List<ScriptedEntry> part) {
        each(partition -> new HostileScript(stage, client, SEED + part.size())
                .into(partition)
                .forEach(part::add));
    }

    private static void everywhere(List<ScriptedEntry> part, List<byte[]> values) {
        each(partition -> values.forEach(value -> part.add(ScriptedEntry.of(partition, value))));
    }

    private static void each(IntConsumer action) {
        for (int partition = 0; partition < TestDeployment.PARTITIONS; partition++) {
            action.accept(partition);
        }
    }

    /** State roots fall due more often. */
    private Policy busier() {
        return policy.withTiming(policy.timing().withHeartbeat(policy.timing().heartbeat() + 100))
                .withState(policy.state().withCheckpointInterval(40));
    }
}
