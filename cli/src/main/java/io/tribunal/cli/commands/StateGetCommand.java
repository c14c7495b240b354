package io.tribunal.cli.commands;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.statestore.state.AccountState;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows one account. */
@Command(name = "get", mixinStandardHelpOptions = true, description = "Show one account; exit code 1 if there is none.")
final class StateGetCommand implements Callable<Integer> {
    @Mixin
    private StateQuery query = new StateQuery();

    @Option(names = "--ledger", required = true, paramLabel = "L", description = "The ledger.")
    private String ledger = "";

    @Option(names = "--account", required = true, paramLabel = "A", description = "The account.")
    private String account = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Optional<AccountState> found = query.ask(state -> state.account(ledger, account));
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("tribunal: no such account");
            return ExitCode.ERROR.code();
        }
        spec.commandLine().getOut().println(query.print(found.get()));
        return ExitCode.OK.code();
    }
}
