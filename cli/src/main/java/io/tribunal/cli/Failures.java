package io.tribunal.cli;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns an exception into one message on stderr and an exit code. Only a bug gets a stack trace, in the log. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static int usage(ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("tribunal: " + LogText.escaped(String.valueOf(failure.getMessage())));
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE.code();
    }

    static int report(Exception failure, CommandLine command, ParseResult parsed) {
        Throwable thrown =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable cause = LogDamage.of(thrown).<Throwable>map(damage -> damage).orElse(thrown);
        ExitCode code = codeOf(cause);
        PrintWriter err = command.getErr();
        err.println("tribunal: " + messageOf(cause));
        err.flush();
        return code.code();
    }

    private static ExitCode codeOf(Throwable failure) {
        return switch (failure) {
            case UserError error -> error.exitCode();
            case LogDamagedException damage -> ExitCode.VERIFICATION_FAILED;
            case ConfigException error -> ExitCode.USAGE;
            default -> ExitCode.ERROR;
        };
    }

    private static String messageOf(Throwable failure) {
        if (failure instanceof UserError) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof ConfigException || failure instanceof LogDamagedException) {
            return LogText.escaped(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof KafkaException) {
            return "Kafka: " + LogText.escaped(String.valueOf(failure.getMessage()));
        }
        LOG.error("event=bug error=\"{}\"", LogText.escaped(String.valueOf(failure)), failure);
        return "internal error, please report it with the log line above: "
                + failure.getClass().getSimpleName();
    }
}
