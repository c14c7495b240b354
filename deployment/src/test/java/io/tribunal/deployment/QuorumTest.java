package io.tribunal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.deployment.process.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class QuorumTest {
    private static final Quorum QUORUM = new Quorum(Set.of("e1", "e2", "e3"), Set.of("voter-1", "voter-2"));

    private record FakePart(String name, boolean isAlive) implements Part {
        @Override
        public Path log() {
            return Path.of("logs", name + ".log");
        }

        @Override
        public String ending() {
            return "with status 1";
        }

        @Override
        public CompletableFuture<Part> onExit() {
            return new CompletableFuture<>();
        }

        @Override
        public Duration processorTime() {
            return Duration.ZERO;
        }

        @Override
        public void terminate() {}

        @Override
        public void awaitEnd(Duration patience) {}
    }

    private static Part running(String name) {
        return new FakePart(name, true);
    }

    private static Part ended(String name) {
        return new FakePart(name, false);
    }

    private static final List<Part> NODES = List.of(running("node-1"), running("node-2"), running("node-3"));

    @Test
    void shouldDecideWithAMajorityOfExecutorsOneVoterAndWithoutOtherRoles() {
        List<Part> roles = List.of(
                running("e1"),
                ended("e2"),
                running("e3"),
                ended("voter-1"),
                running("voter-2"),
                ended("v1"),
                ended("state"));

        assertThat(QUORUM.loss(NODES, roles)).isEmpty();
    }

    @Test
    void shouldNameTheExecutorsThatHaveEnded() {
        List<Part> roles = List.of(ended("e1"), ended("e2"), running("e3"), running("voter-1"), running("voter-2"));

        assertThat(QUORUM.loss(NODES, roles))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("executors e1 ended with status 1 (logs/e1.log), e2 ended")
                        .doesNotContain("e3"));
    }

    @Test
    void shouldNeedAVoter() {
        List<Part> roles = List.of(running("e1"), running("e2"), running("e3"), ended("voter-1"), ended("voter-2"));

        assertThat(QUORUM.loss(NODES, roles))
                .hasValueSatisfying(words -> assertThat(words).contains("voters voter-1 ended"));
    }

    @Test
    void shouldNeedAMajorityOfTheNodes() {
        List<Part> roles = List.of(running("e1"), running("e2"), running("e3"), running("voter-1"), running("voter-2"));

        assertThat(QUORUM.loss(List.of(ended("node-1")), roles)).isPresent();
        assertThat(QUORUM.loss(List.of(ended("node-1"), running("node-2"), running("node-3")), roles))
                .isEmpty();
        assertThat(QUORUM.loss(List.of(ended("node-1"), ended("node-2"), running("node-3")), roles))
                .isPresent();
    }
}
