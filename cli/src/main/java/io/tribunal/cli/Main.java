package io.tribunal.cli;

import io.tribunal.cli.commands.ConformanceCommand;
import io.tribunal.cli.commands.DemoCommand;
import io.tribunal.cli.commands.DiversityCommand;
import io.tribunal.cli.commands.DownCommand;
import io.tribunal.cli.commands.EvidenceCommand;
import io.tribunal.cli.commands.ExecuteCommand;
import io.tribunal.cli.commands.ExecutorsCommand;
import io.tribunal.cli.commands.IsolationCommand;
import io.tribunal.cli.commands.KeysCommand;
import io.tribunal.cli.commands.LogCommand;
import io.tribunal.cli.commands.PolicyCommand;
import io.tribunal.cli.commands.ProbeCommand;
import io.tribunal.cli.commands.ProvisionCommand;
import io.tribunal.cli.commands.RegistryCommand;
import io.tribunal.cli.commands.RootCommand;
import io.tribunal.cli.commands.SendCommand;
import io.tribunal.cli.commands.StateCommand;
import io.tribunal.cli.commands.TopicsCommand;
import io.tribunal.cli.commands.UpCommand;
import io.tribunal.cli.commands.ValidateCommand;
import io.tribunal.cli.commands.VerdictsCommand;
import io.tribunal.cli.commands.VoteCommand;
import io.tribunal.cli.options.OptionValue;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tribunal} command. Results go to stdout, logs and messages to stderr; {@link ExitCode} lists the exit codes. */
@Command(
        name = "tribunal",
        description = "Runs a service as several implementations on one log; a signed majority decides.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 ok, 1 error of this machine or a bug, 2 usage, 3 verification failed, 4 incomplete, 5 decided but not"
                    + " done as asked, 6 unreachable, 7 not found, 8 denied (docs/cli.md)."
        })
public final class Main {
    private static final Set<String> VERSION = Set.of("--version", "-V");
    private static final List<Class<?>> COMMANDS = List.of(
            UpCommand.class,
            DownCommand.class,
            SendCommand.class,
            VerdictsCommand.class,
            LogCommand.class,
            IsolationCommand.class,
            ExecutorsCommand.class,
            EvidenceCommand.class,
            TopicsCommand.class,
            DemoCommand.class,
            KeysCommand.class,
            PolicyCommand.class,
            RootCommand.class,
            ExecuteCommand.class,
            ProvisionCommand.class,
            VoteCommand.class,
            ValidateCommand.class,
            StateCommand.class,
            RegistryCommand.class,
            ProbeCommand.class,
            ConformanceCommand.class,
            DiversityCommand.class);

    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] decoded) {
        PrintWriter err = utf8(System.err);
        try {
            String[] args = Utf8Arguments.of(decoded);
            return commandLine(args.length == 0 ? "" : args[0])
                    .setOut(utf8(System.out))
                    .setErr(err)
                    .execute(args);
        } catch (UserError refused) {
            err.println("tribunal: " + refused.getMessage());
            return refused.exitCode().code();
        }
    }

    /** Results are UTF-8 whatever the locale, as JSON must be. */
    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The whole command tree, ready to execute. */
    public static CommandLine commandLine() {
        return commandLine(commands());
    }

    /**
     * The tree for arguments that begin with that word: if it names a command, that one alone, since making all of them takes longer
     * than most commands run.
     */
    static CommandLine commandLine(String first) {
        List<Class<?>> all = commands();
        List<Class<?>> named = new ArrayList<>(all);
        named.removeIf(command -> !nameOf(command).equals(first));
        return commandLine(named.isEmpty() && !VERSION.contains(first) ? all : named);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine tribunal = new CommandLine(new Main());
        commands.forEach(tribunal::addSubcommand);
        return OptionValue.refusing(tribunal)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Failures::report)
                .setParameterExceptionHandler(Failures::usage);
    }

    private static List<Class<?>> commands() {
        List<Class<?>> all = new ArrayList<>(COMMANDS);
        ServiceLoader.load(AddedCommand.class).stream()
                .map(ServiceLoader.Provider::type)
                .forEach(all::add);
        return all;
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
