package io.tribunal.deployment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.process.ChildCommand;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Lifetime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A process that runs a cluster until it is killed. */
final class ClusterHolder {
    private static final Pattern PIDS = Pattern.compile("pids=([0-9,]+);");

    private ClusterHolder() {}

    static ChildProcess start(Path directory) {
        return ChildProcess.start(
                "holder",
                directory.resolve("holder.log"),
                ChildCommand.java(
                        JvmOptions.lean("128m", Lifetime.SHORT),
                        List.of(Entry.class.getName(), directory.resolve("data").toString())));
    }

    /** The process ids of its nodes, once they all serve. */
    static List<Long> awaitPids(ChildProcess holder) {
        Matcher pids = await("three nodes")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            assertThat(holder.isAlive())
                                    .as(() -> read(holder.log()))
                                    .isTrue();
                            return PIDS.matcher(read(holder.log()));
                        },
                        Matcher::find);
        return Stream.of(pids.group(1).split(",")).map(Long::valueOf).toList();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Its main class. */
    public static final class Entry {
        private Entry() {}

        public static void main(String[] args) throws InterruptedException {
            try (DataDirectory data = DataDirectory.open(Path.of(args[0]));
                    EmbeddedCluster cluster = EmbeddedCluster.start(data, Arrangement.replicatedProcesses())) {
                System.out.println("pids="
                        + IntStream.rangeClosed(1, 3)
                                .mapToObj(
                                        id -> Long.toString(cluster.process(id).pid()))
                                .collect(Collectors.joining(","))
                        + ";");
                new CountDownLatch(1).await();
            }
        }
    }
}
