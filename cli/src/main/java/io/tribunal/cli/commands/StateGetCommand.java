package io.tribunal.cli.commands;

import io.tribunal.cli.input.StateQuery;
import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.AccountText;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.process.LogText;
import io.tribunal.statestore.state.AccountState;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows one account. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Show one account; exit code 7 if it does not exist.")
final class StateGetCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Option(names = "--ledger", required = true, paramLabel = "L", description = "Ledger of the account.")
    private String ledger = "";

    @Option(names = "--account", required = true, paramLabel = "A", description = "Name of the account.")
    private String account = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Optional<AccountState> found = StateQuery.run(query.resolve(), state -> state.account(ledger, account));
        if (found.isEmpty()) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "there is no account " + LogText.name(account) + " in ledger " + LogText.name(ledger));
        }
        new ResultPrinter(query.format(), spec.commandLine().getOut())
                .print(found.get(), AccountText::of, Function.identity());
        return ExitCode.OK.code();
    }
}
