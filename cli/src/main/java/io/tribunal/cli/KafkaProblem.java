package io.tribunal.cli;

import io.tribunal.deployment.error.ExitCode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of a Kafka client means to the user. */
record KafkaProblem(ExitCode code, String message) {
    private static final Pattern NO_ADDRESS = Pattern.compile("No resolvable bootstrap urls|Unknown host in bootstrap");

    /**
     * The problem behind a failure; empty if it is none of Kafka's.
     *
     * @param brokers the first addresses that the command was given, {@code at HOST:PORT}, or nothing
     */
    static Optional<KafkaProblem> of(Throwable failure, String brokers) {
        KafkaProblem problem = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KafkaException known && (problem == null || problem.code == ExitCode.ERROR)) {
                problem = of(known, brokers);
            }
        }
        return Optional.ofNullable(problem);
    }

    private static KafkaProblem of(KafkaException cause, String brokers) {
        String kafka = "Kafka" + brokers;
        String detail = String.valueOf(cause.getMessage());
        return switch (cause) {
            case ConfigException wrong
            when NO_ADDRESS.matcher(detail).find() ->
                new KafkaProblem(
                        ExitCode.UNREACHABLE, "no address of " + kafka + " can be found; check the names of the hosts");
            case ConfigException wrong -> new KafkaProblem(ExitCode.USAGE, detail);
            case AuthenticationException refused ->
                new KafkaProblem(
                        ExitCode.DENIED,
                        kafka + " does not accept this login: " + detail
                                + "; check the security settings (--command-config or kafka.*)");
            case AuthorizationException refused ->
                new KafkaProblem(
                        ExitCode.DENIED,
                        kafka + " denies an access: " + detail + "; SECURITY.md lists the rights needed");
            case UnknownTopicOrPartitionException unknown ->
                new KafkaProblem(ExitCode.NOT_FOUND, "at " + kafka + ": " + detail + "; check the namespace");
            case InvalidTopicException invalid ->
                new KafkaProblem(ExitCode.USAGE, "at " + kafka + ": " + detail + "; check the namespace");
            case InterruptException interrupted -> new KafkaProblem(ExitCode.INCOMPLETE, "interrupted");
            case RetriableException unanswered ->
                new KafkaProblem(
                        ExitCode.UNREACHABLE,
                        kafka + " does not answer: " + detail + "; check that the brokers run at this address");
            default -> new KafkaProblem(ExitCode.ERROR, kafka + ": " + detail);
        };
    }
}
