package io.tribunal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Skips tests whose language runtime is not installed, unless {@code REQUIRE_RUNTIMES=true}. */
public final class Runtimes {
    private Runtimes() {}

    /** Continues if the example's {@code check} succeeds; else skips or fails the test with the output of {@code check}. */
    public static void need(Path example) throws IOException, InterruptedException {
        Process check = new ProcessBuilder(example.resolve("check").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean isThere = check.waitFor() == 0;
        if (Boolean.parseBoolean(System.getenv("REQUIRE_RUNTIMES"))) {
            assertThat(isThere).as(said).isTrue();
        }
        assumeTrue(isThere, said);
    }
}
