package io.tribunal.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.cli.Main;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.cluster.EmbeddedCluster;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Lifetime;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.provisioning.Provisioning;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One executor as a process of its own on a real cluster: what its response log holds after each failure. */
@Tag("soak")
class ExecutorProcessIT {
    private static final int PARTITIONS = 3;
    private static final int REQUESTS = 3_000;
    private static final ExecutorId E1 = new ExecutorId("e1");

    @TempDir
    Path directory;

    private DataDirectory data;
    private EmbeddedCluster cluster;
    private Path settings;
    private ExecutorTraffic traffic;
    private ChildProcess executor;

    @BeforeEach
    void start() throws Exception {
        data = DataDirectory.open(directory);
        cluster = EmbeddedCluster.start(data, Arrangement.replicatedProcesses());
        DeploymentPlan.ExecutorSpec spec = new DeploymentPlan.ExecutorSpec(E1, "decimal", Optional.empty());
        Provisioning provisioning = new Provisioning(
                data,
                DeploymentPlan.of("it", List.of(spec), new ClientId("client")).withPartitions(PARTITIONS));
        ClusterFile file = provisioning.provision(cluster.bootstrapServers(), "");
        settings = provisioning.roleFiles(file).executor(spec);
        traffic = new ExecutorTraffic(file, SigningKey.fromPem(data.keys().of("client")));
        startExecutor();
    }

    @AfterEach
    void stop() {
        executor.terminate();
        executor.awaitEnd(Duration.ofSeconds(20));
        cluster.close();
        data.close();
    }

    private void startExecutor() {
        executor = ChildProcess.start(
                "e1",
                data.logs().resolve("e1.log"),
                new Launcher(Main.class.getName()).role("execute", settings, JvmOptions.lean("192m", Lifetime.SHORT)));
    }

    @Test
    void shouldAnswerEachRequestOnceOverACleanRestart() throws Exception {
        // Given an executor that has answered everything
        traffic.send(REQUESTS);
        traffic.awaitAnswers(REQUESTS);

        // When it is stopped, started again and asked for more
        executor.terminate();
        executor.awaitEnd(Duration.ofSeconds(20));
        startExecutor();
        traffic.send(REQUESTS);

        // Then everything is answered once
        List<ExecutorTraffic.Answered> answers = traffic.awaitAnswers(2 * REQUESTS);
        assertThat(answers.size()).isEqualTo(2 * REQUESTS);
    }

    @Test
    void shouldRepeatOnlyIdenticalAnswersAfterAKill() throws Exception {
        // Given an executor under load
        traffic.send(REQUESTS);
        traffic.awaitAnswers(REQUESTS / 10);

        // When it is killed and started again
        executor.kill();
        executor.awaitEnd(Duration.ofSeconds(20));
        startExecutor();
        traffic.send(REQUESTS);

        // Then every request is answered, and repeated answers are equal
        List<ExecutorTraffic.Answered> answers = traffic.awaitAnswers(2 * REQUESTS);
        assertThat(distinctAnswers(answers).size()).isEqualTo(2 * REQUESTS);
    }

    @Test
    void shouldAnswerInOrderWhileANodeIsKilled() throws Exception {
        // Given an executor under load
        traffic.send(REQUESTS);
        traffic.awaitAnswers(REQUESTS / 10);

        // When a node is killed and restarted
        cluster.process(2).kill();
        traffic.send(REQUESTS);
        cluster.startNode(2);
        traffic.send(REQUESTS);

        // Then everything is answered once, in order
        List<ExecutorTraffic.Answered> answers = traffic.awaitAnswers(3 * REQUESTS);
        assertThat(answers.size()).isEqualTo(3 * REQUESTS);
        Map<Integer, Long> last = new TreeMap<>();
        for (ExecutorTraffic.Answered answer : answers) {
            assertThat(answer.offset()).isGreaterThan(last.getOrDefault(answer.partition(), 0L));
            last.put(answer.partition(), answer.offset());
        }
    }

    /** By position; fails where two answers to one position differ. */
    private static Map<List<Long>, Bytes> distinctAnswers(List<ExecutorTraffic.Answered> answers) {
        Map<List<Long>, Bytes> distinct = new HashMap<>();
        for (ExecutorTraffic.Answered answer : answers) {
            Bytes first = distinct.putIfAbsent(List.of((long) answer.partition(), answer.offset()), answer.encoded());
            assertThat(first).isIn(null, answer.encoded());
        }
        return distinct;
    }
}
