package io.tribunal.simulation;

import io.tribunal.core.policy.RulesVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All partitions of a deployment in one process whose heap is small, while one executor floods them in every way it can. */
final class FloodedDeployment {
    private static final int PARTITIONS = 6;
    private static final int ROUNDS = 12;
    /** Of a round: 280 KB on the wire, thirteen times that in the heap where it is held whole. */
    private static final int FAR_BATCHES = 20;

    private static final int TINY_WRITES = 80_000;
    private static final int LARGE_OUTPUT = 60_000;

    private FloodedDeployment() {}

    /**
     * Takes a directory for the logs and the version of the rules; prints the heap in use at the end, in MiB, and fails where a
     * verdict is wrong or late.
     */
    public static void main(String[] args) throws IOException {
        RulesVersion version = new RulesVersion(Integer.parseInt(args[1]));
        SimDeployment deployment = SimDeployment.of(5, 3, PARTITIONS, new SimPolicy(), version);
        Path directory = Files.createDirectories(Path.of(args[0]));
        List<FloodedPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new FloodedPartition(deployment, partition, directory))
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (FloodedPartition partition : partitions) {
                flood(partition);
            }
        }
        partitions.forEach(FloodedPartition::restart);
        partitions.forEach(FloodedDeployment::flood);
        System.out.println(usedMegabytes());
        for (FloodedPartition partition : partitions) {
            partition.close();
        }
    }

    private static void flood(FloodedPartition partition) {
        List<Long> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.add(partition.request());
        }
        partition.floodFar(FAR_BATCHES / 2);
        partition.floodWrites(requests.get(0), TINY_WRITES);
        partition.floodOutput(requests.get(1), LARGE_OUTPUT);
        for (long request : requests) {
            partition.answer(request);
            require(partition, request);
        }
        partition.floodFar(FAR_BATCHES / 2);
        partition.floodWrites(requests.get(2), TINY_WRITES);
        partition.floodOutput(requests.get(3), LARGE_OUTPUT);
    }

    private static void require(FloodedPartition partition, long request) {
        if (!partition.outcome(request).equals("AGREED")) {
            throw new AssertionError("request " + request + ": " + partition.outcome(request));
        }
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
