package io.tribunal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the launcher in a directory of its own, whose path has spaces, with fake JDKs. A directory of the test replaces
 * {@code /usr/lib/jvm}, and PATH has only the tools that the launcher needs.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "sh", "dirname", "readlink", "sed", "find", "head", "tail", "tee", "awk", "grep", "mkdir", "rm", "touch");
    private static final String ECHO_ARGUMENTS =
            "#!/bin/sh\necho java of \"$0\" in \"${LC_ALL:-$LANG}\"\nprintf '[%s]\\n' \"$@\"\n";

    @TempDir
    Path temporary;

    private Path root;
    private Path tools;
    private Path jvms;

    record Run(int exit, String out, String err) {}

    @BeforeEach
    void build() throws IOException {
        root = Files.createDirectories(temporary.resolve("a place with spaces"));
        tools = Files.createDirectories(temporary.resolve("tools"));
        jvms = Files.createDirectories(temporary.resolve("usual places"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), found(tool));
        }
        String launcher = Files.readString(Path.of("..", "tribunal"));
        assertThat(launcher).contains("/usr/lib/jvm/* /opt/java/*");
        script(
                root.resolve("tribunal"),
                launcher.replace("/usr/lib/jvm/* /opt/java/*", "\"" + jvms + "\"/*")
                        .replace("/Library/Java/JavaVirtualMachines/*/Contents/Home", "/nowhere"));
        Files.createDirectories(root.resolve("cli/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
    }

    @Test
    void shouldSayWhichJdkItNeedsIfThereIsOnlyAnOldOne() throws Exception {
        jdk(jvms.resolve("old"), "17.0.2");

        Run run = launch(Map.of("JAVA_HOME", jvms.resolve("old").toString()), "demo");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("needs a JDK of release 21 or newer")
                .contains("set JAVA_HOME")
                .doesNotContain("building");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldNotUseAJre() throws Exception {
        Path jre = jdk(jvms.resolve("jre"), "25.0.1");
        Files.delete(jre.resolve("bin/javac"));

        Run run = launch(Map.of("JAVA_HOME", jre.toString()), "demo");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("needs a JDK");
    }

    @Test
    void shouldUseTheNewestJdkInTheUsualPlacesIfJavaHomeIsTooOld() throws Exception {
        markAsBuilt();
        Path old = jdk(jvms.resolve("8"), "1.8.0_402");
        jdk(jvms.resolve("21"), "21.0.4");
        jdk(jvms.resolve("the newest one"), "25");

        Run run = launch(Map.of("JAVA_HOME", old.toString()), "topics", "list");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("java of " + jvms.resolve("the newest one/bin/java"));
    }

    @Test
    void shouldPassArgumentsOnUnchanged() throws Exception {
        markAsBuilt();
        Path home = jdk(temporary.resolve("my jdk"), "21.0.4");

        Run run = launch(Map.of("JAVA_HOME", home.toString()), "send", "--file", "my requests.ndjson", "", "*");

        assertThat(run.out())
                .contains("[io.tribunal.cli.Main]\n[send]\n[--file]\n[my requests.ndjson]\n[]\n[*]\n")
                .contains("[" + root.toRealPath() + "/cli/target/quick/tribunal.jar:" + root.toRealPath()
                        + "/lab/target/quick/lab.jar:" + root.toRealPath() + "/cli/target/quick/lib/*:");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LC_ALL, C, C.UTF-8",
        "LC_ALL, de_DE.ISO-8859-1, C.UTF-8",
        "LANG, POSIX, C.UTF-8",
        "LANG, de_DE.UTF-8, de_DE.UTF-8",
        "LC_ALL, en_US.utf8, en_US.utf8"
    })
    void shouldRunJavaInALocaleOfUtf8(String variable, String value, String seen) throws Exception {
        markAsBuilt();
        Path home = jdk(temporary.resolve("my jdk"), "21.0.4");

        Run run = launch(Map.of("JAVA_HOME", home.toString(), variable, value), "state", "list");

        assertThat(run.out()).contains(" in " + seen + "\n");
    }

    @Test
    void shouldBuildWithTheFoundJdkBeforeTheFirstStart() throws Exception {
        Path home = jdk(jvms.resolve("21"), "21.0.4");
        script(
                root.resolve("mvnw"),
                "#!/bin/sh\necho \"[INFO] Building Tribunal core 1 [1/2]\"\n" + "echo \"$JAVA_HOME\" >home.txt\n"
                        + "mkdir -p cli/target/quick\n");

        Run first = launch(Map.of(), "demo");
        Run second = launch(Map.of(), "demo");

        assertThat(first.exit()).isZero();
        assertThat(first.err()).contains("building").contains("core");
        assertThat(first.out()).contains("[demo]");
        assertThat(root.resolve("home.txt")).hasContent(home.toString());
        assertThat(second.err()).doesNotContain("building");
    }

    @Test
    void shouldBuildAgainAfterAChangeInAnyModule() throws Exception {
        jdk(jvms.resolve("21"), "21.0.4");
        script(root.resolve("mvnw"), "#!/bin/sh\nmkdir -p cli/target/quick\n");
        markAsBuilt();
        Path source = Files.createDirectories(root.resolve("executor-workers/ledger/src/main"))
                .resolve("Ledger.java");
        Files.createFile(source);
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(120)));

        Run run = launch(Map.of(), "demo");

        assertThat(run.err()).contains("building");
    }

    @Test
    void shouldShowWhyTheBuildFailedAndNotStart() throws Exception {
        jdk(jvms.resolve("21"), "21.0.4");
        script(root.resolve("mvnw"), "#!/bin/sh\necho '[ERROR] no such symbol'\nexit 1\n");

        Run run = launch(Map.of(), "demo");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("the build failed").contains("[ERROR] no such symbol");
        assertThat(run.out()).isEmpty();
    }

    private Run launch(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("tribunal").toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", tools.toString());
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Makes the jars look newer than every source. */
    private void markAsBuilt() throws IOException {
        Path built = Files.createDirectories(root.resolve("cli/target/quick")).resolve(".built");
        Files.createFile(built);
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private static Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), ECHO_ARGUMENTS);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path found(String tool) {
        return Stream.of("/bin", "/usr/bin")
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(tool + " is neither in /bin nor in /usr/bin"));
    }
}
