package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One executor that floods all partitions takes a bounded part of a small heap, and delays no verdict. */
class MemoryBoundTest {
    private static final int HEAP_MEGABYTES = 256;

    @TempDir
    private Path directory;

    /** The first rules let more be held: what is over the memory's own bound is held as a place in the log. */
    @ParameterizedTest
    @CsvSource({"2, 80", "1, 180"})
    void shouldDecideInASmallHeapWhileOneExecutorFloodsEveryPartition(int version, long megabytes) throws Exception {
        Process process = flooded(version);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(Long.parseLong(output.lines().toList().getLast())).isLessThan(megabytes);
    }

    private Process flooded(int version) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloodedDeployment.class.getName(),
                        directory.toString(),
                        Integer.toString(version))
                .redirectErrorStream(true)
                .start();
    }
}
