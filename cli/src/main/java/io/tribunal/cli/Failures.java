package io.tribunal.cli;

import io.tribunal.audit.check.RefutedException;
import io.tribunal.cli.input.InputFile;
import io.tribunal.cli.options.ClusterAddress;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.ingest.UntrustedDeploymentException;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.signing.KeyFileException;
import io.tribunal.statestore.state.BrokenChainException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns an exception into one message on stderr (what was wrong, where, what to do) and an exit code. Only a bug gets a stack trace,
 * in the log.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    private record Problem(ExitCode code, String message) {}

    static int usage(ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("tribunal: " + LogText.escaped(String.valueOf(failure.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE.code();
    }

    static int report(Exception failure, CommandLine command, ParseResult parsed) {
        String brokers = ClusterAddress.of(command.getCommandSpec())
                .map(address -> " at " + address)
                .orElse("");
        Problem problem = known(failure)
                .or(() -> damage(failure))
                .or(() -> kafka(failure, brokers))
                .orElseGet(() -> unknown(failure));
        PrintWriter err = command.getErr();
        err.println("tribunal: " + problem.message.lines().map(LogText::escaped).collect(Collectors.joining("\n")));
        err.flush();
        return problem.code.code();
    }

    /** The outermost cause that says by itself what it means. */
    private static Optional<Problem> known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<ExitCode> code = codeOf(cause);
            if (code.isPresent()) {
                return Optional.of(new Problem(code.get(), messageOf(cause)));
            }
        }
        return Optional.empty();
    }

    private static Optional<ExitCode> codeOf(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case UserError error -> error.exitCode();
                    case KeyFileException unreadable -> ExitCode.USAGE;
                    case UntrustedDeploymentException other -> ExitCode.VERIFICATION_FAILED;
                    case GenesisMismatchException other -> ExitCode.VERIFICATION_FAILED;
                    case LogDamagedException damaged -> ExitCode.VERIFICATION_FAILED;
                    case BrokenChainException broken -> ExitCode.VERIFICATION_FAILED;
                    case RefutedException refuted -> ExitCode.VERIFICATION_FAILED;
                    case InterruptedException interrupted -> ExitCode.INCOMPLETE;
                    case JournalException journal -> ExitCode.ERROR;
                    case FileSystemException file -> ExitCode.ERROR;
                    case BindException port -> ExitCode.ERROR;
                    default -> null;
                });
    }

    private static String messageOf(Throwable cause) {
        return switch (cause) {
            case InterruptedException interrupted -> "interrupted";
            case FileSystemException file -> "cannot use " + file.getFile() + ": " + InputFile.why(file);
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static Optional<Problem> damage(Exception failure) {
        return LogDamage.of(failure).map(found -> new Problem(ExitCode.VERIFICATION_FAILED, LogDamage.text(found)));
    }

    private static Optional<Problem> kafka(Exception failure, String brokers) {
        return KafkaProblem.of(failure, brokers).map(problem -> new Problem(problem.code(), problem.message()));
    }

    private static Problem unknown(Exception failure) {
        LOG.error("event=bug error=\"{}\"", LogText.escaped(String.valueOf(failure)), failure);
        return new Problem(
                ExitCode.ERROR,
                "internal error, please report it with the log line above: "
                        + failure.getClass().getSimpleName());
    }
}
