package io.tribunal.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.cli.Main;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.implementation.ImplementationStatus;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.plan.Rules;
import io.tribunal.deployment.process.Launcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service without state, on real brokers: programs in Ruby that hold their own keys, behind the stdio bridge. */
class StatelessIT {
    private static final Path RUBY = Path.of("..", "executor-workers", "stdio-bridge", "examples", "ruby")
            .toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VALID = "{\"valid\":true}";

    @TempDir
    private Path directory;

    private static void needRuby() {
        ImplementationStatus ruby =
                ImplementationStatus.ask("ruby", List.of(RUBY.resolve("check").toString()));
        if (Boolean.parseBoolean(System.getenv("REQUIRE_RUNTIMES"))) {
            assertThat(ruby.ready()).as(ruby.words()).isTrue();
        }
        assumeTrue(ruby.ready(), ruby.words());
    }

    private static DeploymentPlan plan() {
        Implementation ruby = new Implementation.Variant(
                "stdio", Map.of("tribunal.stdio.command", "ruby " + RUBY.resolve("iban.rb")));
        List<DeploymentPlan.ExecutorSpec> executors = Stream.of("e1", "e2", "e3")
                .map(id -> new DeploymentPlan.ExecutorSpec(new ExecutorId(id), "ruby", ruby, Optional.empty()))
                .toList();
        return DeploymentPlan.of("iban", executors, new ClientId("client"))
                .withPartitions(2)
                .withArrangement(Arrangement.oneProcess())
                .withRules(new Rules(false, Adjudication.EXACT_MAJORITY, Optional.empty()));
    }

    private static String line(String shardKey, String iban) {
        return "{\"ledger\":\"" + shardKey + "\",\"operation\":\"CHECK\",\"body\":{\"iban\":\"" + iban + "\"}}";
    }

    @Test
    void shouldVoteOnOutputsAlone() throws IOException {
        needRuby();
        Path requests = directory.resolve("requests.ndjson");
        List<String> ibans = List.of("GB82WEST12345698765432", "GB82WEST12345698765433", "nonsense");
        Files.writeString(
                requests,
                Stream.of("a", "b", "c", "d")
                        .flatMap(key -> ibans.stream().map(iban -> line(key, iban) + "\n"))
                        .collect(Collectors.joining()));
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"));
                Deployment deployment =
                        Deployment.start(data, plan(), new Launcher(Main.class.getName()), System.err::println)) {
            List<JsonNode> verdicts = send(data, requests);

            assertThat(verdicts)
                    .as("in %s", deployment)
                    .hasSize(12)
                    .allMatch(verdict -> verdict.get("outcome").asText().equals("AGREED"));
            assertThat(verdicts.stream().map(verdict -> verdict.get("status").asText() + verdict.get("output")))
                    .containsExactlyInAnyOrderElementsOf(Stream.generate(() ->
                                    List.of("OK" + VALID, "OK{\"valid\":false}", "REFUSED{\"error\":\"BAD_REQUEST\"}"))
                            .limit(4)
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static List<JsonNode> send(DataDirectory data, Path requests) throws IOException {
        StringWriter out = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(System.err, true))
                .execute(
                        "send",
                        "--file",
                        requests.toString(),
                        "--wait",
                        "--timeout",
                        "120",
                        "--data",
                        data.root().toString(),
                        "--output",
                        "json");
        assertThat(status).as("%s", out).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
