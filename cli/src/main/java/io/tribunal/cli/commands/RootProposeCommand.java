package io.tribunal.cli.commands;

import io.tribunal.cli.input.BehaviourFile;
import io.tribunal.cli.input.PolicyFile;
import io.tribunal.cli.input.PublicKeyFile;
import io.tribunal.cli.options.OptionValue;
import io.tribunal.cli.options.ProposalOptions;
import io.tribunal.cli.output.ProposalText;
import io.tribunal.cli.root.PolicySettings;
import io.tribunal.cli.root.Proposal;
import io.tribunal.cli.root.ProposalFile;
import io.tribunal.cli.root.Proposals;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.policy.Policy;
import io.tribunal.deployment.error.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a proposal for the owners of ROOT keys to sign. */
@Command(
        name = "propose",
        mixinStandardHelpOptions = true,
        description = "Write a proposal to a file. It is checked against the logs; nothing in them changes.")
final class RootProposeCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "void",
            mixinStandardHelpOptions = true,
            description =
                    "Declare the entry that stops a partition to have no effect, so that those behind it are executed."
                            + " 'root status' names it.")
    int voidEntry(
            @Option(names = "--partition", paramLabel = "P", required = true, description = "Partition of the entry.")
                    int partition,
            @Option(
                            names = "--offset",
                            paramLabel = "N",
                            required = true,
                            description = "Offset of the entry in business-log.")
                    long offset,
            @Mixin ProposalOptions options) {
        OptionValue.requireAtLeast(spec, "--partition", 0, partition);
        OptionValue.requireAtLeast(spec, "--offset", 0, offset);
        return propose(options, proposals -> proposals.voidEntry(partition, offset));
    }

    @Command(
            name = "revoke-key",
            mixinStandardHelpOptions = true,
            description = "End a key: what it signs from then on does not count. It can never be registered again.")
    int revokeKey(
            @Option(
                            names = "--key-id",
                            paramLabel = "ID",
                            required = true,
                            description = "Id of the key, as 'keys list' and 'keys show' print it.")
                    String keyId,
            @Mixin ProposalOptions options) {
        Optional<KeyId> id = KeyId.parse(keyId);
        OptionValue.require(spec, id.isPresent(), "--key-id must be as 'tribunal keys list' prints it");
        return propose(options, proposals -> proposals.revokeKey(id.orElseThrow()));
    }

    @Command(
            name = "register-key",
            mixinStandardHelpOptions = true,
            description = "Register a key of a client, old or new, of an executor or validator of genesis, or of ROOT.")
    int registerKey(
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "client, executor, validator or root.")
                    Role role,
            @Option(names = "--owner", paramLabel = "ID", required = true, description = "Who the key belongs to.")
                    String owner,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            required = true,
                            description =
                                    "What 'tribunal keys show' prints of the key, or the private key file itself.")
                    Path key,
            @Mixin ProposalOptions options) {
        RegisteredKey registered = PublicKeyFile.read(key, role, owner);
        return propose(options, proposals -> proposals.registerKey(registered));
    }

    @Command(
            name = "change-policy",
            mixinStandardHelpOptions = true,
            description = "Replace the policy. Begins with the one in force, or with that of --policy.")
    int changePolicy(
            @Option(
                            names = "--set",
                            paramLabel = "SETTING=VALUE",
                            description =
                                    "One setting, such as deadline=8000 or isolation.enforcement=MONITOR. Can be repeated.")
                    @Nullable
                    Map<String, String> settings,
            @Option(
                            names = "--policy",
                            paramLabel = "FILE",
                            description = "A whole policy, as 'tribunal policy export' prints it.")
                    Optional<Path> file,
            @Option(
                            names = "--behaviour",
                            paramLabel = "FILE",
                            description = "Behaviour model (YAML) that every executor's answers are checked against.")
                    Optional<Path> behaviour,
            @Mixin ProposalOptions options) {
        Map<String, String> given = settings == null ? Map.of() : settings;
        OptionValue.require(
                spec,
                !given.isEmpty() || file.isPresent() || behaviour.isPresent(),
                "give --set, --policy or --behaviour");
        Optional<Policy> whole = file.map(PolicyFile::read);
        Function<Policy, Policy> watched = behaviour
                .map(BehaviourFile::read)
                .<Function<Policy, Policy>>map(model ->
                        policy -> policy.withAdjudication(policy.voting().adjudication(), Optional.of(model)))
                .orElse(Function.identity());
        return propose(
                options,
                proposals ->
                        proposals.changePolicy(now -> PolicySettings.with(watched.apply(whole.orElse(now)), given)));
    }

    private int propose(ProposalOptions options, Function<Proposals, Proposal> maker) {
        ProposalFile.requireNew(options.out());
        try (Proposals proposals = new Proposals(options.resolve())) {
            Proposal proposal = maker.apply(proposals);
            ProposalFile.create(options.out(), proposal);
            PrintWriter out = spec.commandLine().getOut();
            out.println(ProposalText.of(proposal));
            out.println("written to " + options.out() + "; each owner signs it: tribunal root sign --key KEY "
                    + options.out());
            out.flush();
        }
        return ExitCode.OK.code();
    }
}
