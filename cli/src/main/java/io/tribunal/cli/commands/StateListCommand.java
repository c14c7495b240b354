package io.tribunal.cli.commands;

import io.tribunal.cli.input.StateQuery;
import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.AccountText;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.statestore.state.AccountState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists accounts. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the accounts of one ledger or of all.")
final class StateListCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Option(names = "--ledger", paramLabel = "L", description = "Only this ledger (default: all).")
    private Optional<String> ledger = Optional.empty();

    @Option(names = "--account", paramLabel = "A", description = "Only this account.")
    private Optional<String> account = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<AccountState> found = StateQuery.run(
                query.resolve(), state -> ledger.map(state::accounts).orElseGet(state::everything));
        ResultPrinter printer =
                new ResultPrinter(query.format(), spec.commandLine().getOut());
        found.stream()
                .filter(state -> account.isEmpty() || account.get().equals(state.account()))
                .forEach(state -> printer.print(state, AccountText::of, Function.identity()));
        return ExitCode.OK.code();
    }
}
