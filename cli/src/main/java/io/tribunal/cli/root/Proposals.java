package io.tribunal.cli.root;

import io.tribunal.cli.input.TopicReader;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Policy;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.process.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Makes proposals that a running deployment would take now, with remarks on what they are about. */
public final class Proposals implements AutoCloseable {
    private final TribunalConfig config;
    private final DecisionReader reader;

    /** Reads the decisions of the deployment. */
    public Proposals(TribunalConfig config) {
        this.config = config;
        this.reader = new DecisionReader(config);
        reader.readToEnd();
    }

    private RulesInForce rules() {
        return reader.rules();
    }

    private Registry registry() {
        return rules().chain().registry();
    }

    /** A Void of the entry that stops a partition. */
    public Proposal voidEntry(int partition, long offset) {
        rules().requirePartition(partition);
        String remark = "The entry is " + entry(partition, offset) + ".";
        Hash before = RulesInForce.requireStopped(
                partition, offset, reader.logs().voting(partition).unsettled());
        return rules().propose(new Action.VoidState(partition, offset, before), List.of(remark));
    }

    private String entry(int partition, long offset) {
        List<BusinessRecord> found = new ArrayList<>();
        try (TopicReader business =
                new TopicReader(config, reader.logs().topics().businessLog(), OptionalInt.of(partition))) {
            business.seek(offset);
            business.readToEnd(record -> {
                found.add(LogRecords.business(record));
                return false;
            });
        }
        if (found.isEmpty()
                || found.getFirst().offset() != offset
                || !(found.getFirst().content() instanceof BusinessRecord.Entry entry
                        && entry.payload() instanceof Request request)) {
            throw new UserError(ExitCode.NOT_FOUND, "there is no request at " + partition + "@" + offset);
        }
        return "the request " + request.requestId() + " of client "
                + LogText.name(request.clientId().value()) + ": " + LogText.name(request.operation()) + " of "
                + LogText.name(request.shardKey());
    }

    /** The end of a key. */
    public Proposal revokeKey(KeyId keyId) {
        List<String> remarks = registry()
                .find(keyId)
                .map(key -> "The key is that of " + key.role() + " " + LogText.name(key.owner()) + ".")
                .stream()
                .toList();
        return rules().propose(new Action.RevokeKey(keyId), remarks);
    }

    /** A new key. */
    public Proposal registerKey(RegisteredKey key) {
        List<String> others = registry().everRegistered().stream()
                .filter(known -> known.role() == key.role() && known.owner().equals(key.owner()))
                .map(RegisteredKey::keyId)
                .filter(known -> !registry().isRevoked(known))
                .map(KeyId::value)
                .toList();
        String remark = others.isEmpty()
                ? "It is the first key of " + key.role() + " " + LogText.name(key.owner()) + "."
                : "Other keys of " + key.role() + " " + LogText.name(key.owner()) + " in force: "
                        + LogText.names(others) + ".";
        return rules().propose(new Action.RegisterKey(key), List.of(remark));
    }

    /** Another policy, made of the one in force. */
    public Proposal changePolicy(UnaryOperator<Policy> change) {
        Policy before = rules().chain().policy();
        Policy after = change.apply(before);
        return rules().propose(new Action.ChangePolicy(after), PolicySettings.changes(before, after));
    }

    @Override
    public void close() {
        reader.close();
    }
}
