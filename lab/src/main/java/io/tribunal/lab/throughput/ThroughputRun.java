package io.tribunal.lab.throughput;

import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Lifetime;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Lets one executor after the other process the same log from its first record, with only the brokers running besides. */
record ThroughputRun(
        DataDirectory data, ClientSettings settings, TopicCatalogue topics, int requests, Launcher launcher) {
    private static final String HEAP = "256m";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration END_PATIENCE = Duration.ofSeconds(20);
    private static final int BYTES_PER_MB = 1_024;

    ThroughputFigures run(DeploymentPlan.ExecutorSpec executor) {
        String id = executor.id().value();
        Path config = data.roles().resolve(id + ".properties");
        try (ResponseFollower responses = new ResponseFollower(settings, topics, id, requests / 2)) {
            long begin = System.nanoTime();
            long startedAt = System.currentTimeMillis();
            ChildProcess process = ChildProcess.start(
                    id,
                    data.logs().resolve(id + ".log"),
                    launcher.execute(
                            executor.implementation(),
                            List.of("--config", config.toString()),
                            JvmOptions.lean(HEAP, Lifetime.LONG)));
            try {
                boolean done =
                        responses.await(() -> process.isAlive() && System.nanoTime() - begin < PATIENCE.toNanos());
                if (!done || responses.count() != requests) {
                    throw new UserError(executor.variant() + " answered " + responses.count() + " of " + requests
                            + " requests, see " + process.log());
                }
                return new ThroughputFigures(
                        executor.variant(),
                        responses.perSecond(),
                        responses.firstAt() - startedAt,
                        megabytes(process.pid()));
            } finally {
                process.terminate();
                process.awaitEnd(END_PATIENCE);
            }
        }
    }

    private static long megabytes(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        long kilobytes = Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(one -> residentKilobytes(one.pid()))
                .sum();
        return kilobytes / BYTES_PER_MB;
    }

    /** From Linux's {@code /proc}. */
    private static long residentKilobytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}
