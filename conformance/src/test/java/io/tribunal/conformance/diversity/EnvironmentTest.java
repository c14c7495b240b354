package io.tribunal.conformance.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.deployment.process.ChildCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    @ParameterizedTest
    @CsvSource({"time zone, Asia/Kathmandu//", "locale, /tr_TR.UTF-8/", "stack, //256", "little memory, 32MiB"})
    void shouldApplyToTheProcess(String name, String shown) throws IOException {
        // Given
        String script = "echo \"$TZ/$LC_ALL/$(ulimit -s) $GOMEMLIMIT\"";
        ChildCommand shell = new ChildCommand(List.of("/bin/sh", "-c", script), Map.of("TZ", "", "LC_ALL", ""));
        ExecutorCommand command = new ExecutorCommand("x", shell, shell, 0);
        Environment environment = Environment.ALL.stream()
                .filter(one -> one.name().startsWith(name))
                .findFirst()
                .orElseThrow();
        // When
        ExecutorCommand inside = environment.around(command);
        byte[] output = inside.probe().builder().start().getInputStream().readAllBytes();
        // Then
        assertThat(new String(output, StandardCharsets.UTF_8)).contains(shown);
    }
}
