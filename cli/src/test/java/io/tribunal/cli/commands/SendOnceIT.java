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
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.worker.ExecutorVariants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request file that is sent again, after whatever happened to the command, on a real broker. */
class SendOnceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORT_KILLS = 6;
    private static final int KILLS = 200;
    /** More than a replay window. */
    private static final int OTHER_TRAFFIC = 1_100;

    @TempDir
    static Path directory;

    private static DataDirectory data;
    private static Deployment deployment;
    private static int files;

    @BeforeAll
    static void start() {
        data = DataDirectory.open(directory.resolve("data"));
        List<String> variants = List.copyOf(ExecutorVariants.onClassPath().names());
        List<DeploymentPlan.ExecutorSpec> executors = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new DeploymentPlan.ExecutorSpec(
                        new ExecutorId("e" + i), variants.get(i % variants.size()), Optional.empty()))
                .toList();
        DeploymentPlan plan = DeploymentPlan.of("tribunal", executors, new ClientId("client"))
                .withPartitions(2)
                .withArrangement(Arrangement.oneProcess());
        deployment = Deployment.start(data, plan, new Launcher(Main.class.getName()), System.err::println);
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
        data.close();
    }

    private record Run(int exitCode, List<JsonNode> lines, String errors) {
        List<String> outcomes() {
            return lines.stream().map(line -> line.get("outcome").asText()).toList();
        }

        String lastOutput() {
            return lines.get(lines.size() - 1).get("output").toString();
        }
    }

    private static Run send(Path file, String... more) {
        CommandRun run = CommandRun.of(arguments(file, more).toArray(String[]::new));
        return new Run(run.exitCode(), lines(run.out()), run.err());
    }

    /** The address is given, not the data directory, whose lock a command in this process would let go. */
    private static List<String> arguments(Path file, String... more) {
        ClusterFile address = deployment.address();
        List<String> arguments = new ArrayList<>(List.of("send", "--file", file.toString(), "--output", "json"));
        arguments.addAll(List.of("--bootstrap-server", address.bootstrapServers(), "--timeout", "60"));
        arguments.addAll(List.of("--deployment", address.deployment()));
        List<String> given = List.of(more);
        if (!given.contains("--key")) {
            arguments.addAll(List.of("--key", data.keys().of("client").toString()));
        }
        if (!given.contains("--journal")) {
            arguments.addAll(List.of("--journal", directory.resolve("journal").toString()));
        }
        arguments.addAll(given);
        return arguments;
    }

    private static List<JsonNode> lines(String text) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            try {
                lines.add(JSON.readTree(line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }

    private static Path file(Stream<String> lines) throws IOException {
        Path file = directory.resolve("file-" + files++ + ".ndjson");
        Files.write(file, lines.toList());
        return file;
    }

    private static String open(String account) {
        return "{\"ledger\":\"acme\",\"operation\":\"OPEN\",\"body\":{\"account\":\"" + account
                + "\",\"overdraft\":\"none\"}}";
    }

    private static String increment(String account) {
        return "{\"ledger\":\"acme\",\"operation\":\"INCREMENT\",\"body\":{\"account\":\"" + account
                + "\",\"amount\":\"1\"}}";
    }

    private static String withId(String line, String id) {
        return line.substring(0, line.length() - 1) + ",\"id\":\"" + id + "\"}";
    }

    private static String balance(String account) throws IOException {
        return send(
                        file(Stream.of("{\"ledger\":\"acme\",\"operation\":\"GET\",\"body\":{\"account\":\"" + account
                                + "\"}}")),
                        "--wait",
                        "--new")
                .lastOutput();
    }

    private static Path payments(String account, int increments) throws IOException {
        return file(Stream.concat(
                Stream.of(open(account)),
                Stream.generate(() -> increment(account)).limit(increments)));
    }

    @Test
    void shouldTellTheSameVerdictsWhenAFileIsSentAgain() throws IOException {
        // Given
        Path file = payments("again", 20);
        Run first = send(file, "--wait");
        // When
        Run second = send(file, "--wait");
        Run copy = send(Files.copy(file, directory.resolve("copy.ndjson")), "--wait");
        // Then
        assertThat(first.exitCode()).isZero();
        assertThat(first.errors()).isEmpty();
        assertThat(second.exitCode()).isZero();
        assertThat(second.lines()).isEqualTo(first.lines());
        assertThat(second.errors()).contains("of 21 lines, 21 were decided before");
        assertThat(copy.lines()).isEqualTo(first.lines());
        assertThat(balance("again")).contains("\"20\"");
    }

    @Test
    void shouldExecuteOnlyTheLinesThatWereAddedAndRefuseAChangedFile() throws IOException {
        // Given
        Path file = payments("grown", 2);
        Run first = send(file, "--wait");
        Files.write(file, List.of(open("grown"), increment("grown"), increment("grown"), increment("grown")));
        // When
        Run grown = send(file, "--wait");
        Files.write(file, List.of(open("grown"), increment("other"), increment("grown"), increment("grown")));
        Run changed = send(file, "--wait");
        // Then
        assertThat(grown.exitCode()).isZero();
        assertThat(grown.lines().subList(0, 3)).isEqualTo(first.lines());
        assertThat(changed.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(changed.lines()).isEmpty();
        assertThat(changed.errors()).contains("nothing was sent", file + ":2:", "--new");
        assertThat(balance("grown")).contains("\"3\"");
    }

    @Test
    void shouldExecuteALineWithAnIdOnceInWhateverFile() throws IOException {
        // Given
        send(file(Stream.of(open("keyed"), withId(increment("keyed"), "invoice 7"))), "--wait");
        // When
        Run second = send(
                file(Stream.of(withId(increment("keyed"), "invoice 8"), withId(increment("keyed"), "invoice 7"))),
                "--wait",
                "--new");
        Run misused = send(file(Stream.of(withId(open("keyed"), "invoice 7"))), "--wait");
        Run twice = send(
                file(Stream.of(withId(open("keyed"), "invoice 9"), withId(increment("keyed"), "invoice 9"))), "--wait");
        // Then
        assertThat(second.exitCode()).isZero();
        assertThat(second.outcomes()).containsExactly("AGREED", "AGREED");
        assertThat(misused.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(misused.errors()).contains(":1:", "\"id\" was used for a request with another content");
        assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(twice.errors()).contains(":2:");
        assertThat(balance("keyed")).contains("\"2\"");
    }

    @Test
    void shouldExecuteAFileThatWasSentWithAWrongKeyBefore() throws IOException {
        // Given
        Path file = payments("keys", 1);
        Run wrong = send(file, "--wait", "--key", data.keys().of("e1").toString());
        // When
        Run right = send(file, "--wait");
        // Then
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.DECLINED.code());
        assertThat(wrong.lines()).allMatch(line -> line.get("reason").asText().equals("BAD_SIGNATURE"));
        assertThat(right.exitCode()).isZero();
        assertThat(right.errors()).isEmpty();
        assertThat(balance("keys")).contains("\"1\"");
    }

    @Test
    void shouldSayOnlyWhatItKnowsWithoutWaiting() throws IOException {
        // Given
        Path file = payments("later", 3);
        // When
        Run appended = send(file);
        Run again = send(file);
        Run decided = send(file, "--wait");
        // Then
        assertThat(appended.exitCode()).isZero();
        assertThat(appended.outcomes()).containsOnly("APPENDED");
        assertThat(appended.lines()).noneMatch(line -> line.has("detail"));
        assertThat(again.lines()).isEqualTo(appended.lines());
        assertThat(decided.outcomes()).containsOnly("AGREED");
        assertThat(decided.lines().get(3).get("offset"))
                .isEqualTo(appended.lines().get(3).get("offset"));
        assertThat(balance("later")).contains("\"3\"");
    }

    @Test
    void shouldKnowTheLinesOfEachPartitionWithoutWaiting() throws IOException {
        // Given lines of many ledgers, so that both partitions have some
        List<String> lines = IntStream.range(0, 20)
                .mapToObj(i -> open("spread").replace("acme", "ledger-" + i))
                .toList();
        Path file = file(lines.stream());
        Run first = send(file);
        assertThat(first.lines())
                .extracting(line -> line.get("partition").asInt())
                .contains(0, 1);
        // When
        Run second = send(file);
        Run decided = send(file, "--wait");
        // Then
        assertThat(second.lines()).isEqualTo(first.lines());
        assertThat(decided.outcomes()).hasSize(20).containsOnly("AGREED");
        assertThat(decided.lines()).allMatch(line -> line.get("status").asText().equals("OK"));
    }

    @Test
    void shouldNoticeACopiedJournal() throws IOException {
        // Given two clients with the same journal, of which one goes on
        Path original = directory.resolve("original");
        send(payments("copied", 1), "--wait", "--journal", original.toString());
        Path copy = directory.resolve("copied");
        try (Stream<Path> all = Files.walk(original)) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(original.relativize(path).toString()));
            }
        }
        send(payments("first", 5), "--wait", "--journal", original.toString());
        // When
        Run second = send(payments("second", 5), "--wait", "--journal", copy.toString());
        Run third = send(payments("third", 5), "--wait", "--journal", copy.toString());
        // Then
        assertThat(second.exitCode()).isZero();
        assertThat(second.errors()).contains("the key is used with another journal");
        assertThat(third.errors()).isEmpty();
        assertThat(balance("first")).contains("\"5\"");
        assertThat(balance("second")).contains("\"5\"");
        assertThat(balance("third")).contains("\"5\"");
    }

    @Test
    void shouldExecuteEachLineOnceWhereverItIsKilled() throws IOException, InterruptedException {
        kill(SHORT_KILLS, 20_261_201);
    }

    @Test
    @Tag("soak")
    void shouldExecuteEachLineOnceInManyKills() throws IOException, InterruptedException {
        int interrupted = kill(KILLS, System.nanoTime());
        assertThat(interrupted).isGreaterThan(KILLS / 10);
    }

    /** Returns how many files were broken off after their first and before their last verdict. */
    private static int kill(int rounds, long seed) throws IOException, InterruptedException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int interrupted = 0;
        for (int round = 0; round < rounds; round++) {
            String account = "killed-" + rounds + "-" + round;
            int increments = 1 + random.nextInt(60);
            Path file = payments(account, increments);
            List<JsonNode> told = new ArrayList<>();
            for (int kills = 1 + random.nextInt(2); kills > 0; kills--) {
                told.addAll(killed(file, random.nextInt(increments + 2), random));
            }
            if (random.nextInt(4) == 0) {
                assertThat(send(payments("traffic-" + account, OTHER_TRAFFIC), "--wait")
                                .exitCode())
                        .isZero();
            }
            Run last = send(file, "--wait");
            assertThat(last.exitCode()).as(last.errors()).isZero();
            assertThat(last.outcomes()).hasSize(increments + 1).containsOnly("AGREED");
            assertThat(last.lines()).containsAll(told);
            assertThat(last.lines())
                    .allMatch(line -> line.get("status").asText().equals("OK"));
            assertThat(balance(account)).contains("\"" + increments + "\"");
            interrupted += !told.isEmpty() && told.size() <= increments ? 1 : 0;
        }
        System.out.println(interrupted + " of " + rounds + " were killed between their first and their last verdict");
        return interrupted;
    }

    /** Kills a command some ms after it has told that many verdicts; returns those. */
    private static List<JsonNode> killed(Path file, int verdicts, Random random)
            throws IOException, InterruptedException {
        Path out = directory.resolve("killed.out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments(file, "--wait", "--rate", "60"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("killed.err").toFile())
                .start();
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !process.isAlive() || Files.readAllLines(out).size() >= verdicts);
        Thread.sleep(random.nextInt(40)); // the moment of the kill is what varies; nothing waits for it
        switch (random.nextInt(3)) {
            case 0 -> process.destroy();
            case 1 -> process.destroyForcibly();
            default ->
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
        }
        process.waitFor();
        return lines(Files.readString(out)).stream()
                .filter(line -> line.get("outcome").asText().equals("AGREED"))
                .toList();
    }
}
