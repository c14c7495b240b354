package io.tribunal.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tribunal.cli.Main;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.EmbeddedDeployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.cluster.EmbeddedCluster;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Part;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A founded deployment whose verdicts are damaged, lost while it is stopped, and lost while it runs. */
@Tag("soak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FoundedDeploymentIT {
    private static final String VERDICTS = "tribunal.verdicts";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Most lines that a part may write in some seconds of trouble; a loop writes thousands. */
    private static final int FEW = 60;
    /** In the payload of the first record batch, whose header has 61 bytes. */
    private static final int DAMAGED_BYTE = 90;

    @TempDir
    static Path directory;

    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static String digest = "";

    private static CommandRun digest() {
        return CommandRun.of("state", "digest", "--data", directory.toString());
    }

    private static DeploymentPlan plan() {
        return EmbeddedDeployment.usual();
    }

    private static Deployment start(DataDirectory data, DeploymentPlan plan) {
        return Deployment.start(data, plan, new Launcher(Main.class.getName()), System.err::println);
    }

    private static ClientConfig config(Deployment deployment, DataDirectory data) {
        SigningKey key = SigningKey.fromPem(data.keys().of("client"));
        return ClientConfig.of(deployment.address().config(), new ClientId("client"), key, SEQUENCE::incrementAndGet);
    }

    private static NewRequest open(String account) {
        return NewRequest.json("books", "OPEN", Bytes.utf8("{\"account\":\"" + account + "\"}"));
    }

    private static void send(Deployment deployment, DataDirectory data) throws Exception {
        try (TribunalClient client = TribunalClient.open(config(deployment, data))) {
            for (int number = 0; number < 5; number++) {
                assertThat(client.send(open("a" + number)).get(1, TimeUnit.MINUTES))
                        .isInstanceOf(Outcome.Agreed.class);
            }
        }
    }

    private static Outcome.Knowledge known(TribunalClient client, String account) throws Exception {
        Outcome outcome = client.send(open(account)).get(1, TimeUnit.MINUTES);
        return ((Outcome.Unknown) outcome).known();
    }

    private static void awaitState(Deployment deployment, boolean serving) {
        await().atMost(PATIENCE).until(() -> deployment.role("state").isServing() == serving);
    }

    private static void deleteVerdicts(Map<String, Object> settings) {
        try (Admin admin = Admin.create(settings)) {
            KafkaFutures.await(admin.deleteTopics(List.of(VERDICTS)).all());
        }
    }

    private static long lines(Part part) throws IOException {
        try (Stream<String> lines = Files.lines(part.log())) {
            return lines.count();
        }
    }

    private static void changeVerdict() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("kafka"))) {
            Path segment = all.filter(path -> path.toString().contains(VERDICTS + "-0")
                            && path.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
                file.seek(DAMAGED_BYTE);
                int before = file.read();
                file.seek(DAMAGED_BYTE);
                file.write(before ^ 1);
            }
        }
    }

    @Test
    @Order(1)
    void shouldNotServeWhileAVerdictIsDamagedAndSayWhereItIs() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (Deployment deployment = start(data, plan())) {
                assertThat(deployment.awaitReady(PATIENCE)).isEmpty();
                send(deployment, data);
                await().atMost(PATIENCE).until(() -> digest().exitCode() == 0);
                digest = digest().out();
            }
            changeVerdict();
            try (Deployment deployment = start(data, plan())) {
                Part state = deployment.role("state");
                await().atMost(PATIENCE)
                        .until(() -> Files.exists(state.log())
                                && Files.readString(state.log()).contains(VERDICTS + "-0@0 cannot be read"));

                CommandRun run = digest();

                assertThat(run.exitCode()).isEqualTo(3);
                assertThat(run.err()).contains(VERDICTS + "-0@0").contains("restore");
                assertThat(state.isServing()).isFalse();
                assertThat(lines(state)).isLessThan(2 * FEW);
            }
            changeVerdict();
        }
    }

    @Test
    @Order(2)
    void shouldNotStartWithoutItsVerdictsAndVoteThemAgainWhenToldTo() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (EmbeddedCluster cluster = EmbeddedCluster.start(data, plan().arrangement(), System.err::println)) {
                deleteVerdicts(Map.of("bootstrap.servers", cluster.bootstrapServers()));
            }
        }

        CommandRun refused = CommandRun.of(
                "up", "--data", directory.toString(), "--executors", "decimal,digits,scaled", "--validators", "0");

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.err()).contains("topic " + VERDICTS + " is missing").contains("--accept-topics");
        try (DataDirectory data = DataDirectory.open(directory);
                Deployment deployment = start(data, plan().withAcceptTopics(true))) {
            assertThat(deployment.awaitReady(PATIENCE)).isEmpty();
            await().atMost(PATIENCE).until(() -> digest().out().equals(digest));
        }
    }

    @Test
    @Order(3)
    void shouldNoticeThatItsVerdictsAreDeletedWhileItRuns() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory);
                Deployment deployment = start(data, plan())) {
            assertThat(deployment.awaitReady(PATIENCE)).isEmpty();
            awaitState(deployment, true);
            Part state = deployment.role("state");
            Part voter = deployment.role("voter-1");
            long ofState = lines(state);
            long ofVoter = lines(voter);

            try (TribunalClient before =
                            TribunalClient.open(config(deployment, data).withoutVerdicts());
                    TribunalClient after =
                            TribunalClient.open(config(deployment, data).withTimeout(Duration.ofSeconds(5)))) {
                assertThat(known(before, "early")).isEqualTo(Outcome.Knowledge.APPENDED);

                deleteVerdicts(Map.of("bootstrap.servers", deployment.address().bootstrapServers()));
                awaitState(deployment, false);

                assertThat(known(before, "late")).isEqualTo(Outcome.Knowledge.APPENDED);
                assertThat(known(after, "never")).isEqualTo(Outcome.Knowledge.NOT_APPENDED);
            }
            CommandRun run = digest();
            await().atMost(PATIENCE).until(() -> !voter.isAlive() && !state.isAlive());

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("topic " + VERDICTS + " is missing");
            assertThat(voter.ending()).contains("topic " + VERDICTS + " is missing");
            assertThat(state.ending()).contains("topic " + VERDICTS + " is missing");
            assertThat(lines(state) - ofState).isLessThan(FEW);
            assertThat(lines(voter) - ofVoter).isLessThan(FEW);
        }
    }
}
