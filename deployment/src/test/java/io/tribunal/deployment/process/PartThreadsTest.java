package io.tribunal.deployment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tribunal.kafka.process.RunningRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartThreadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    /** Runs until it is stopped. */
    private static class Waiting implements RunningRole {
        private final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public void run() throws Exception {
            stopped.await();
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }

    private PartThreads start(RunningRole role) {
        return PartThreads.start("p1", directory.resolve("p1.log"), () -> role);
    }

    private static void awaitEnd(Part part) {
        await().until(() -> !part.isAlive());
    }

    @Test
    void shouldCountTheProcessorTimeOfTheThreadsThatItStarts() {
        CountDownLatch stopped = new CountDownLatch(1);
        Part part = start(new Waiting() {
            @Override
            public void run() throws Exception {
                Thread.ofPlatform().daemon().start(() -> {
                    while (stopped.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                });
                super.run();
            }
        });

        await().until(() -> part.processorTime().toMillis() > 50);

        stopped.countDown();
        part.terminate();
        part.awaitEnd(PATIENCE);
        assertThat(part.isAlive()).isFalse();
    }

    @Test
    void shouldRunUntilItIsTerminated() {
        Part part = start(new Waiting());
        await().until(part::isServing);

        part.terminate();
        part.awaitEnd(PATIENCE);

        assertThat(part.isAlive()).isFalse();
        assertThat(part.isServing()).isFalse();
        assertThat(part.ending()).isEqualTo("in order");
    }

    @Test
    void shouldNotRunARoleThatIsCreatedAfterTheEndWasAskedFor() throws Exception {
        CountDownLatch creating = new CountDownLatch(1);
        CountDownLatch mayCreate = new CountDownLatch(1);
        Part part = PartThreads.start("p1", directory.resolve("p1.log"), () -> {
            creating.countDown();
            mayCreate.await();
            return new Waiting();
        });
        assertThat(creating.await(20, TimeUnit.SECONDS)).isTrue();

        part.terminate();
        mayCreate.countDown();

        awaitEnd(part);
        assertThat(part.ending()).isEqualTo("in order");
    }

    @Test
    void shouldEndWithTheMessageOfAWrongSettingAlone() {
        Part part = PartThreads.start("p1", directory.resolve("p1.log"), () -> {
            throw new ConfigException("unknown environment variable TRIBUNAL_FOO");
        });

        awaitEnd(part);
        assertThat(part.ending()).isEqualTo("with unknown environment variable TRIBUNAL_FOO");
    }

    @Test
    void shouldEndWithTheFailureOfItsCreation() {
        Part part = PartThreads.start("p1", directory.resolve("p1.log"), () -> {
            throw new IllegalStateException("no key");
        });

        awaitEnd(part);
        assertThat(part.ending()).contains("no key");
        assertThat(part.onExit()).isCompletedWithValue(part);
    }

    @Test
    void shouldEndAloneWhenALibraryHaltsTheProcess() {
        Part other = start(new Waiting());
        Part part = start(new Waiting() {
            @Override
            public void run() {
                Exit.halt(3, "disk full");
            }
        });

        awaitEnd(part);

        assertThat(part.ending()).contains("status 3 (disk full)");
        assertThat(other.isAlive()).isTrue();
        other.terminate();
        other.awaitEnd(PATIENCE);
    }

    @Test
    void shouldEndWhenAThreadThatItStartedHaltsTheProcess() {
        Part part = start(new Waiting() {
            @Override
            public void run() throws Exception {
                try (var pool = Executors.newSingleThreadExecutor()) {
                    pool.submit(() -> Exit.exit(1, "fatal"));
                }
                super.run();
            }
        });

        awaitEnd(part);

        assertThat(part.ending()).contains("status 1 (fatal)");
        part.terminate();
    }

    @Test
    void shouldGiveUpOnAPartThatDoesNotEnd() {
        Part part = start(new Waiting() {
            @Override
            public void stop() {
                // goes on
            }
        });
        await().until(part::isServing);

        part.terminate();
        part.awaitEnd(Duration.ofMillis(50));

        assertThat(part.ending()).contains("no end within");
    }

    @Test
    void shouldKnowTheLogOfTheThreadsOfAPart() throws Exception {
        AtomicReference<Optional<Path>> own = new AtomicReference<>(Optional.empty());
        Part part = start(new Waiting() {
            @Override
            public void run() throws Exception {
                try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                    own.set(pool.submit(PartContext::logOfThisThread).get());
                }
            }
        });
        awaitEnd(part);

        assertThat(own.get()).contains(directory.resolve("p1.log"));
        assertThat(PartContext.logOfThisThread()).isEmpty();
    }
}
