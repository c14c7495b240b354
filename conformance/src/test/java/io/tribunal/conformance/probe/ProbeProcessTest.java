package io.tribunal.conformance.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProbeProcessTest {
    private static final ProbeTimeouts SHORT = new ProbeTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3));

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    hanging       | cat > /dev/null                              | no answer within 3 s
                    deaf          | sleep 60                                     | no answer within 3 s
                    crashing      | read q; echo why it died >&2; exit 7         | ended with status 7; its last words: why it died
                    killed        | read q; kill -9 $$                           | ended with status 137
                    chatty        | read q; echo hello; cat                       | no JSON: hello
                    listing       | read q; echo '[1]'; cat > /dev/null          | no JSON object
                    flooding      | read q; while :; do echo '{"id":1}'; done    | before it is asked or another question
                    endless       | read q; cat /dev/zero                        | floods
                    mistaken      | read q; echo '{"id":99}'; cat > /dev/null    | answers another question
                    unwilling     | read q; echo '{"id":1,"error":"no"}'; cat    | says error: no
                    escaping      | read q; printf '\\033[31mred\\n'; cat        | \\u001b[31mred
                    """)
    void shouldDescribeEachFailure(String name, String script, String words) throws IOException {
        // Given
        try (ProbedExecutor subject = new ProbeProcess(FakeExecutor.of(directory, name, script), SHORT)) {
            // When, Then
            assertThatThrownBy(() -> {
                        subject.ask(Questions.bom());
                        subject.ask(Questions.bom());
                    })
                    .isInstanceOfSatisfying(
                            ProbeFailure.class,
                            failure -> assertThat(failure.getMessage()).containsAnyOf(words.split(" or ")));
        }
    }

    @Test
    void shouldGiveUpAfterThreeFailures() throws IOException {
        // Given
        try (ProbedExecutor subject = new ProbeProcess(FakeExecutor.of(directory, "crashing", "exit 1"), SHORT)) {
            // When
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> subject.ask(Questions.bom())).hasMessageContaining("ended with status 1");
            }
            // Then
            assertThat(subject.abandoned())
                    .hasValueSatisfying(why -> assertThat(why).contains("3 failures"));
            assertThatThrownBy(() -> subject.ask(Questions.bom())).hasMessageContaining("not asked any more");
        }
    }

    @Test
    void shouldAskAgainAfterOneFailure() throws IOException {
        // Given
        String script = "if [ -e " + directory + "/once ]; then read q; echo '{\"id\":2,\"ok\":true}'; cat; fi; touch "
                + directory + "/once";
        try (ProbedExecutor subject = new ProbeProcess(FakeExecutor.of(directory, "stumbling", script), SHORT)) {
            assertThatThrownBy(() -> subject.ask(Questions.bom())).isInstanceOf(ProbeFailure.class);
            // When, Then
            assertThat(subject.ask(Questions.bom()).get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldLeaveNoProcessBehind() throws IOException {
        // Given
        String script = "sleep 3599 & read q; echo '{\"id\":1}'; wait";
        ProbedExecutor subject = new ProbeProcess(FakeExecutor.of(directory, "parent", script), SHORT);
        subject.ask(Questions.bom());
        Set<Long> started =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        // When
        subject.close();
        // Then
        assertThat(started).isNotEmpty();
        assertThat(started)
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid)
                                .map(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS))
                                .map(CompletableFuture::join))
                        .satisfiesAnyOf(
                                ended -> assertThat(ended).isEmpty(),
                                ended -> assertThat(ended)
                                        .hasValueSatisfying(handle ->
                                                assertThat(handle.isAlive()).isFalse())));
    }
}
