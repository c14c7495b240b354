package io.tribunal.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.cli.Main;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.load.LedgerCall;
import io.tribunal.deployment.load.LedgerModel;
import io.tribunal.deployment.load.LoadGenerator;
import io.tribunal.deployment.load.LoadProfile;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.worker.ExecutorVariants;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands that a user types, on real brokers with five executors, one of which lies, in one process. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainPathIT {
    private static final int REQUESTS = 3_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static DataDirectory data;
    private static Deployment deployment;
    private static Path file;
    private static final LedgerModel MODEL = new LedgerModel();
    private static final List<Optional<String>> ERRORS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        data = DataDirectory.open(directory.resolve("data"));
        deployment = Deployment.start(data, plan(), new Launcher(Main.class.getName()), System.err::println);
        file = directory.resolve("requests.ndjson");
        LoadGenerator generator = new LoadGenerator(LoadProfile.usual(20261121));
        List<LedgerCall> calls =
                Stream.generate(generator::next).limit(REQUESTS).toList();
        Files.writeString(file, calls.stream().map(LedgerCall::line).collect(Collectors.joining("\n")) + "\n");
        calls.forEach(call -> ERRORS.add(MODEL.apply(call)));
    }

    private static DeploymentPlan plan() {
        List<String> variants = List.copyOf(ExecutorVariants.onClassPath().names());
        List<DeploymentPlan.ExecutorSpec> executors = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            Optional<String> fault = i == 2 ? Optional.of("lie:0.3") : Optional.empty();
            executors.add(
                    new DeploymentPlan.ExecutorSpec(new ExecutorId("e" + i), variants.get(i % variants.size()), fault));
        }
        return DeploymentPlan.of("tribunal", executors, new ClientId("client"))
                .withPartitions(6)
                .withArrangement(Arrangement.oneProcess());
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
        data.close();
    }

    private record Run(int exitCode, List<JsonNode> lines) {}

    private static Run run(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.root().toString(), "--output", "json"));
        StringWriter out = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(System.err, true))
                .execute(all.toArray(String[]::new));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return new Run(exitCode, lines);
    }

    private static Run send() throws IOException {
        return run("send", "--file", file.toString(), "--wait", "--timeout", "120");
    }

    private static Map<String, Map<String, String>> balances() throws IOException {
        Run listed = run("state", "list");
        assertThat(listed.exitCode()).isZero();
        Map<String, Map<String, String>> balances = new TreeMap<>();
        listed.lines()
                .forEach(line -> balances.computeIfAbsent(line.get("ledger").asText(), name -> new TreeMap<>())
                        .put(line.get("account").asText(), line.get("balance").asText()));
        return balances;
    }

    /** The state store reads committed verdicts, by size: it may be behind the client, which checks each at once. */
    private static void awaitBalances() {
        await().untilAsserted(() -> assertThat(balances()).isEqualTo(MODEL.balances()));
    }

    private static Set<String> digests() throws IOException {
        Run digest = run("state", "digest");
        assertThat(digest.exitCode()).isZero();
        Set<String> digests = new HashSet<>();
        digest.lines().forEach(line -> digests.add(line.get("partition") + " " + line.get("digest")));
        return digests;
    }

    @Test
    @Order(1)
    void shouldDecideEveryRequestAsAnIndependentModelDoes() throws IOException {
        // When
        Run sent = send();
        // Then
        assertThat(sent.exitCode()).isZero();
        assertThat(sent.lines()).hasSize(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            JsonNode line = sent.lines().get(i);
            assertThat(line.get("outcome").asText()).isEqualTo("AGREED");
            Optional<String> error = ERRORS.get(i);
            assertThat(line.get("status").asText()).isEqualTo(error.isPresent() ? "REFUSED" : "OK");
            assertThat(line.get("output").path("error").asText("")).isEqualTo(error.orElse(""));
        }
        awaitBalances();
    }

    @Test
    @Order(2)
    void shouldExecuteNothingTwiceWhenTheFileIsSentAgain() throws IOException {
        // Given
        Set<String> before = digests();
        // When
        Run again = send();
        // Then
        assertThat(again.exitCode()).isZero();
        assertThat(again.lines())
                .hasSize(REQUESTS)
                .allSatisfy(line -> assertThat(line.get("outcome").asText()).isEqualTo("AGREED"));
        assertThat(digests()).isEqualTo(before);
        assertThat(balances()).isEqualTo(MODEL.balances());
    }

    private static Set<String> deviating() {
        Set<String> executors = new HashSet<>();
        TopicScan.scan(
                new ClientSettings(deployment.address().config()),
                TopicNames.of("tribunal").deviations(),
                deployment.address().partitions(),
                record -> executors.add(
                        DeviationCodec.decodeFramed(record.value()).executorId().value()));
        return executors;
    }

    @Test
    @Order(3)
    void shouldNameOnlyTheFaultyExecutorAsDissenter() throws IOException {
        Run verdicts = await().until(
                        () -> run("verdicts", "--from-beginning"),
                        read -> read.lines().size() >= REQUESTS);
        assertThat(verdicts.exitCode()).isZero();
        Set<String> dissenters = new HashSet<>();
        verdicts.lines()
                .forEach(line -> line.get("dissenters")
                        .forEach(one -> dissenters.add(one.get("executor").asText())));
        // the answers that came after a decision are no part of its verdict, but of the deviations
        assertThat(dissenters).isSubsetOf("e2");
        assertThat(deviating()).containsExactly("e2");
    }
}
