package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A seed's verdict bytes in a child process: the same in another locale and time zone, and with another JDK. */
class OtherJdkTest {
    private static final long SEED = 20_261_101;
    private static final int OLDEST = 21;

    @Test
    void shouldGiveTheSameVerdictsInAnotherLocaleTimeZoneAndEncoding() throws Exception {
        assertThat(digestOf(Path.of(System.getProperty("java.home"))))
                .isEqualTo(ReplayDigest.of(SEED).toHex());
    }

    @Test
    void shouldGiveTheSameVerdictsWithAnotherJdk() throws Exception {
        Optional<Path> other = otherJdk();
        assumeTrue(
                other.isPresent(),
                "no other JDK of version " + OLDEST + " or later beside " + System.getProperty("java.home"));

        assertThat(digestOf(other.get())).isEqualTo(ReplayDigest.of(SEED).toHex());
    }

    private static String digestOf(Path javaHome) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        javaHome.resolve("bin/java").toString(),
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-Dfile.encoding=ISO-8859-1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayDigest.class.getName(),
                        Long.toString(SEED)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private static Optional<Path> otherJdk() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        Path siblings = own.getParent();
        try (Stream<Path> homes = Files.list(siblings)) {
            return homes.filter(home -> !home.equals(own) && versionOf(home) >= OLDEST && !sameRelease(home, own))
                    .sorted()
                    .findFirst();
        }
    }

    private static boolean sameRelease(Path one, Path other) {
        return release(one).equals(release(other));
    }

    private static int versionOf(Path home) {
        String version = release(home).getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]", 2)[0]);
    }

    private static Properties release(Path home) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException none) {
            release.clear();
        }
        return release;
    }
}
