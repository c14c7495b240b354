package io.tribunal.cli.root;

import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.kafka.process.LogText;
import java.util.List;
import java.util.stream.Stream;

/** What an action does, in words that follow from its bytes alone. */
public final class ActionWords {
    private ActionWords() {}

    /** The name of the command that proposes it. */
    public static String name(Action action) {
        return switch (action) {
            case Action.RegisterKey ignored -> "register-key";
            case Action.RevokeKey ignored -> "revoke-key";
            case Action.ChangePolicy ignored -> "change-policy";
            case Action.VoidState ignored -> "void";
        };
    }

    /** One sentence a line; names are escaped. */
    public static List<String> of(Action action) {
        return switch (action) {
            case Action.RegisterKey register -> register(register.key());
            case Action.RevokeKey revoke ->
                List.of("Revokes the key " + LogText.name(revoke.keyId().value())
                        + ": what it signs no longer counts, and it can never be registered again.");
            case Action.ChangePolicy change ->
                Stream.concat(
                                Stream.of("Replaces the policy. From then on the whole policy is:"),
                                PolicySettings.of(change.policy()).entrySet().stream()
                                        .map(setting -> "  " + setting.getKey() + " = " + setting.getValue()))
                        .toList();
            case Action.VoidState entry ->
                List.of(
                        "Declares entry " + entry.partition() + "@" + entry.businessOffset()
                                + " (partition@offset in business-log) to have no effect.",
                        "The state after it is the one before it, " + entry.postState() + ".",
                        "The entries behind it that wait are executed then.");
        };
    }

    private static List<String> register(RegisteredKey key) {
        return List.of(
                "Registers the key " + LogText.name(key.keyId().value()) + ": it may sign as " + key.role() + " of "
                        + LogText.name(key.owner()) + ".",
                "Its public key is " + key.publicKey().toHex() + ".");
    }
}
