package io.tribunal.cli.commands;

import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.output.JsonLine;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.process.LogText;
import io.tribunal.statestore.StateReader;
import io.tribunal.statestore.state.AccountState;
import io.tribunal.statestore.state.BrokenChainException;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the queries of the state share: where to read it, and how to print it. */
final class StateQuery {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    /** Folds the log and asks; a broken chain ends in exit code 3. */
    <T> T ask(Function<CommittedState, T> question) {
        try {
            return question.apply(StateReader.read(connection.resolve(), PATIENCE));
        } catch (BrokenChainException e) {
            throw new UserError(ExitCode.VERIFICATION_FAILED, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    String print(AccountState account) {
        if (output == OutputFormat.TEXT) {
            return LogText.escaped(
                    account.ledger() + " " + account.account() + " " + account.balance() + " " + account.overdraft());
        }
        return JsonLine.of(json -> {
            json.writeStringField("ledger", account.ledger());
            json.writeStringField("account", account.account());
            json.writeStringField("balance", account.balance());
            json.writeStringField("overdraft", account.overdraft());
        });
    }

    String print(CommittedState.Summary summary) {
        if (output == OutputFormat.TEXT) {
            return summary.partition() + " verdicts=" + summary.verdicts() + " digest=" + summary.digest()
                    + " last=" + summary.lastVerdict() + " held=" + summary.held()
                    + summary.broken().map(why -> " BROKEN " + why).orElse("");
        }
        return JsonLine.of(json -> {
            json.writeNumberField("partition", summary.partition());
            json.writeNumberField("verdicts", summary.verdicts());
            json.writeStringField("digest", summary.digest());
            json.writeStringField("lastVerdict", summary.lastVerdict());
            json.writeNumberField("held", summary.held());
            if (summary.broken().isPresent()) {
                json.writeStringField("broken", summary.broken().get().toString());
            }
        });
    }
}
