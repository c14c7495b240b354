package io.tribunal.cli.commands;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.statestore.state.AccountState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists accounts. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the accounts of a ledger, or all.")
final class StateListCommand implements Callable<Integer> {
    @Mixin
    private StateQuery query = new StateQuery();

    @Option(names = "--ledger", paramLabel = "L", description = "The ledger (default: all of them).")
    private Optional<String> ledger = Optional.empty();

    @Option(names = "--account", paramLabel = "A", description = "Only this account.")
    private Optional<String> account = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<AccountState> found =
                query.ask(state -> ledger.map(state::accounts).orElseGet(state::everything));
        PrintWriter out = spec.commandLine().getOut();
        found.stream()
                .filter(one -> account.isEmpty() || account.get().equals(one.account()))
                .forEach(one -> out.println(query.print(one)));
        return ExitCode.OK.code();
    }
}
