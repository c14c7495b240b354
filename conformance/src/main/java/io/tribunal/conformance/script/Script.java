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

/** The entries of business-log, part by part. Each decision goes to every partition. */
final class Script {
    private static final long SEED = 20_261_121;
    private static final int TOGETHER = 300;
    private static final int SINGLE = 25;
    private static final ClientId NEW_CLIENT = new ClientId("newcomer");

    private final TestDeployment deployment;
    private final Policy policy;
    private final ControlEntries controls;
    private final ScriptedClient client;
    private final ScriptedClient newClient;
    private final RegisteredKey newKey;

    Script(TestDeployment deployment, Genesis genesis) {
        this.deployment = deployment;
        this.policy = genesis.policy();
        this.controls = new ControlEntries(deployment);
        this.client = new ScriptedClient(
                deployment.deployment(), TestDeployment.CLIENT, deployment.key(TestDeployment.CLIENT), SEED);
        SigningKey key = SigningKey.ofSeed(Hash.sha256(new byte[] {3}).bytes());
        this.newClient = new ScriptedClient(deployment.deployment(), NEW_CLIENT.value(), key, SEED + 1);
        this.newKey = new RegisteredKey(key.keyId(), Role.CLIENT, NEW_CLIENT.value(), key.publicKey());
    }

    /** Valid and hostile entries, a key that is registered and revoked, a change of policy. */
    List<ScriptedEntry> opening() {
        List<ScriptedEntry> part = new ArrayList<>();
        requests(part);
        hostile(part);
        everywhere(part, controls.invalid(new Action.RegisterKey(newKey)));
        byte[] registration = controls.next(new Action.RegisterKey(newKey));
        everywhere(part, List.of(registration, registration));
        each(partition -> newClient.single(partition, SINGLE).forEach(part::add));
        everywhere(part, List.of(controls.next(new Action.ChangePolicy(busier()))));
        everywhere(part, controls.invalid(new Action.RevokeKey(newKey.keyId())));
        everywhere(part, List.of(controls.next(new Action.RevokeKey(newKey.keyId()))));
        each(partition -> newClient.single(partition, 2).forEach(part::add));
        requests(part);
        return part;
    }

    /** More valid and hostile entries, while the executor is killed. */
    List<ScriptedEntry> traffic() {
        List<ScriptedEntry> part = new ArrayList<>();
        requests(part);
        hostile(part);
        requests(part);
        return part;
    }

    /** A Void, after which the request at that position has no effect. */
    List<ScriptedEntry> voidState(LogPosition request, Hash stateBefore) {
        List<ScriptedEntry> part = new ArrayList<>();
        everywhere(
                part, List.of(controls.next(new Action.VoidState(request.partition(), request.offset(), stateBefore))));
        each(partition -> client.single(partition, SINGLE).forEach(part::add));
        return part;
    }

    /** The validators isolate the executor; requests go on. */
    List<ScriptedEntry> isolation() {
        List<ScriptedEntry> part = new ArrayList<>();
        everywhere(part, List.of(controls.isolate(new LogPosition(0, 1))));
        each(partition -> client.single(partition, SINGLE).forEach(part::add));
        return part;
    }

    /** Number of the last decision. */
    long decisions() {
        return controls.number();
    }

    private void requests(List<ScriptedEntry> part) {
        each(partition -> {
            client.single(partition, SINGLE).forEach(part::add);
            client.batch(partition, TOGETHER).forEach(part::add);
        });
    }

    private void hostile(List<ScriptedEntry> part) {
        each(partition -> new HostileScript(deployment, client, SEED + part.size())
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

    /** The policy with state roots at shorter intervals. */
    private Policy busier() {
        return policy.withTiming(policy.timing().withHeartbeat(policy.timing().heartbeat() + 100))
                .withState(policy.state().withCheckpointInterval(40));
    }
}
