package io.tribunal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Part;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A deployment in the JVM of the test. */
class EmbeddedDeploymentIT {
    private static NewRequest open(String account) {
        return NewRequest.json("books", "OPEN", Bytes.utf8("{\"account\":\"" + account + "\"}"));
    }

    private static DeploymentPlan withFault(String fault) {
        DeploymentPlan usual = EmbeddedDeployment.usual();
        List<DeploymentPlan.ExecutorSpec> executors = new ArrayList<>(usual.executors());
        DeploymentPlan.ExecutorSpec second = executors.get(1);
        executors.set(1, new DeploymentPlan.ExecutorSpec(second.id(), second.variant(), Optional.of(fault)));
        return DeploymentPlan.of(usual.namespace(), executors, usual.client()).withPartitions(1);
    }

    private static List<Outcome> send(TribunalClient client, String prefix, int count) throws Exception {
        List<CompletableFuture<Outcome>> sent = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            sent.add(client.send(open(prefix + number)));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (CompletableFuture<Outcome> outcome : sent) {
            outcomes.add(outcome.get(1, TimeUnit.MINUTES));
        }
        return outcomes;
    }

    @Test
    void shouldDecideRequestsAndLeaveNothingBehind() throws Exception {
        Path directory;
        try (EmbeddedDeployment tribunal =
                        EmbeddedDeployment.start(EmbeddedDeployment.usual().withValidators(1));
                TribunalClient client = tribunal.newClient()) {
            directory = tribunal.deployment().role("e1").log().getParent();
            assertThat(send(client, "a", 20))
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Agreed.class));
            assertThat(tribunal.deployment().roles()).extracting(Part::name).contains("e1", "voter-1", "v1", "state");
        }
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void shouldGoOnWhenOneExecutorCrashesAndStartItAgain() throws Exception {
        try (EmbeddedDeployment tribunal = EmbeddedDeployment.start(withFault("crash"));
                TribunalClient client = tribunal.newClient()) {
            Part crashing = tribunal.deployment().role("e2");

            assertThat(send(client, "a", 20))
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Agreed.class));
            await().until(() -> !crashing.isAlive());

            assertThat(crashing.ending()).contains("the fault crash");
            assertThat(tribunal.deployment().role("e1").isAlive()).isTrue();
            assertThat(tribunal.deployment().restart("e2").isAlive()).isTrue();
        }
    }

    @Test
    void shouldNameTheRoleThatCannotStartAndLeaveNothingBehind() throws Exception {
        List<Path> before = temporaryDirectories();
        DeploymentPlan usual = EmbeddedDeployment.usual();
        List<DeploymentPlan.ExecutorSpec> executors = new ArrayList<>(usual.executors());
        executors.set(1, new DeploymentPlan.ExecutorSpec(new ExecutorId("e2"), "none-such", Optional.empty()));
        DeploymentPlan plan =
                DeploymentPlan.of(usual.namespace(), executors, usual.client()).withPartitions(1);

        assertThatThrownBy(() -> EmbeddedDeployment.start(plan))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("e2 ended before all served")
                .hasMessageContaining("none-such");
        assertThat(temporaryDirectories()).isEqualTo(before);
    }

    private static List<Path> temporaryDirectories() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("tribunal-embedded-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void shouldSurviveARestartOfEachRole() throws Exception {
        try (EmbeddedDeployment tribunal = EmbeddedDeployment.start();
                TribunalClient client = tribunal.newClient()) {
            for (Part role : tribunal.deployment().roles()) {
                tribunal.deployment().restart(role.name());
                assertThat(role.isAlive()).isFalse();
                assertThat(send(client, role.name() + ":", 3))
                        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Agreed.class));
            }
            assertThat(tribunal.deployment().awaitReady(Duration.ofMinutes(1))).isEmpty();
        }
    }
}
