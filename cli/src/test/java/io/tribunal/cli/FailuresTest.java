package io.tribunal.cli;

import static io.tribunal.deployment.error.ExitCode.DENIED;
import static io.tribunal.deployment.error.ExitCode.ERROR;
import static io.tribunal.deployment.error.ExitCode.INCOMPLETE;
import static io.tribunal.deployment.error.ExitCode.NOT_FOUND;
import static io.tribunal.deployment.error.ExitCode.UNREACHABLE;
import static io.tribunal.deployment.error.ExitCode.USAGE;
import static io.tribunal.deployment.error.ExitCode.VERIFICATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tribunal.cli.options.ClusterAddress;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.ingest.UntrustedDeploymentException;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.statestore.state.BrokenChainException;
import io.tribunal.statestore.state.ChainBreak;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class FailuresTest {
    /** Options that name a cluster. */
    static final class Address implements ClusterAddress {
        @Option(names = "--bootstrap-server")
        private String server = "broker:9092";

        @Override
        public Optional<String> brokers() {
            return Optional.of(server);
        }
    }

    @Command(name = "failing")
    static final class Failing implements Callable<Integer> {
        private final Exception failure;

        @Mixin
        private final Address address = new Address();

        Failing(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private record Ending(int code, String said) {}

    private static Ending ending(Exception failure) {
        StringWriter err = new StringWriter();
        int code = new CommandLine(new Failing(failure))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(Failures::report)
                .execute();
        return new Ending(code, err.toString());
    }

    static Stream<Arguments> failures() {
        KafkaException batch =
                new KafkaException("Record batch for partition t.verdicts-0 at offset 17 is invalid, cause: bad crc");
        return Stream.of(
                arguments(
                        new TimeoutException("expired"), UNREACHABLE, "Kafka at broker:9092 does not answer: expired"),
                arguments(
                        new ExecutionException(new DisconnectException("gone")), UNREACHABLE, "does not answer: gone"),
                arguments(
                        new KafkaException("no consumer", new ConfigException("Invalid url in bootstrap.servers: x")),
                        USAGE,
                        "Invalid url in bootstrap.servers: x"),
                arguments(
                        new KafkaException("no consumer", new ConfigException("No resolvable bootstrap urls given")),
                        UNREACHABLE,
                        "no address of Kafka at broker:9092 can be found"),
                arguments(new ConfigException("unknown setting x"), USAGE, "tribunal: unknown setting x"),
                arguments(new SaslAuthenticationException("bad password"), DENIED, "does not accept this login"),
                arguments(new TopicAuthorizationException(Set.of("t.verdicts")), DENIED, "[t.verdicts]"),
                arguments(new UnknownTopicOrPartitionException("no t"), NOT_FOUND, "at Kafka at broker:9092: no t"),
                arguments(
                        new KafkaException(
                                "Received exception when fetching the next record from t.verdicts-0. If", batch),
                        VERIFICATION_FAILED,
                        "t.verdicts-0@17 cannot be read (Record batch for partition"),
                arguments(
                        new KafkaException(
                                "Encountered corrupt message when fetching offset 5 for topic-partition t.x-1"),
                        VERIFICATION_FAILED,
                        "t.x-1@5 cannot be read"),
                arguments(new KafkaException("else"), ERROR, "Kafka at broker:9092: else"),
                arguments(new InterruptedException(), INCOMPLETE, "interrupted"),
                arguments(new UntrustedDeploymentException("other"), VERIFICATION_FAILED, "tribunal: other"),
                arguments(new GenesisMismatchException("other"), VERIFICATION_FAILED, "tribunal: other"),
                arguments(
                        new BrokenChainException(
                                new ChainBreak(ChainBreak.Kind.SEQUENCE_GAP, new LogPosition(1, 2), "gap")),
                        VERIFICATION_FAILED,
                        "SEQUENCE_GAP at verdicts 1@2: gap"),
                arguments(new NoSuchFileException("f"), ERROR, "cannot use f: there is no such file or directory"),
                arguments(new AccessDeniedException("f"), ERROR, "cannot use f: permission denied"),
                arguments(new BindException("port 1 cannot be used"), ERROR, "tribunal: port 1 cannot be used"),
                arguments(new UserError(NOT_FOUND, "no account"), NOT_FOUND, "tribunal: no account"),
                arguments(new IllegalStateException("bug"), ERROR, "internal error"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldEndWithItsCodeAndSayWhatWasWrong(Exception failure, ExitCode code, String message) {
        Ending ending = ending(failure);

        assertThat(ending.said()).startsWith("tribunal: ").contains(message).doesNotContain("\tat ");
        assertThat(ending.code()).isEqualTo(code.code());
    }

    @Test
    void shouldEscapeWhatAMessageQuotesButKeepItsLines() {
        assertThat(ending(new UserError("a\u001b[2J\u202eb\nc")).said())
                .isEqualTo("tribunal: a\\u001b[2J\\u202eb\nc\n");
    }

    @Test
    void shouldGiveEachEndingACodeOfItsOwn() {
        assertThat(ExitCode.values()).extracting(ExitCode::code).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(ExitCode.values()).allMatch(code -> !code.meaning().isBlank());
    }
}
