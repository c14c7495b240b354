package io.tribunal.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class Utf8ArgumentsTest {
    private static final String NAME = "\u0130\u0131I";

    private static byte[] commandLine(Charset charset, String... arguments) {
        return (String.join("\0", arguments) + "\0").getBytes(charset);
    }

    /** As Java decodes it where the locale is C. */
    private static String mangled(String argument) {
        return new String(argument.getBytes(UTF_8), US_ASCII);
    }

    @Test
    void shouldDecodeTheCommandLineAgain() {
        byte[] commandLine = commandLine(UTF_8, "java", "-cp", "x", "Main", "get", "--account", NAME);

        assertThat(Utf8Arguments.of(new String[] {"get", "--account", mangled(NAME)}, commandLine))
                .containsExactly("get", "--account", NAME);
    }

    @Test
    void shouldKeepAReplacementCharacterThatWasMeant() {
        assertThat(Utf8Arguments.of(new String[] {"\uFFFD"}, commandLine(UTF_8, "java", "Main", "\uFFFD")))
                .containsExactly("\uFFFD");
    }

    @Test
    void shouldRefuseAnArgumentThatIsNotUtf8() {
        byte[] commandLine = commandLine(ISO_8859_1, "java", "Main", "get", "Z\u00fcrich");

        assertThatThrownBy(() -> Utf8Arguments.of(new String[] {"get", "Z\uFFFDrich"}, commandLine))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("argument 2 is not UTF-8");
    }

    @Test
    void shouldRefuseWhatItCannotFindOut() {
        assertThatThrownBy(() -> Utf8Arguments.of(new String[] {mangled(NAME)}, new byte[0]))
                .isInstanceOf(UserError.class);
        assertThat(Utf8Arguments.of(new String[] {"Z\u00fcrich"}, new byte[0])).containsExactly("Z\u00fcrich");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReadNamesInEveryLocale(@TempDir Path directory) throws Exception {
        assertThat(said(directory, "C")).contains("no adjudicator " + NAME + ";");
        assertThat(said(directory, "C.UTF-8")).contains("no adjudicator " + NAME + ";");
    }

    /** The shell makes the bytes of the name, since Java would write it in this test's own locale. */
    private static String said(Path directory, String locale) throws IOException, InterruptedException {
        Path err = directory.resolve(locale);
        ProcessBuilder command = new ProcessBuilder(List.of(
                        "/bin/sh",
                        "-c",
                        "exec \"$@\" \"$(printf '\\304\\260\\304\\261I')\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "up",
                        "--data",
                        directory.resolve("data").toString(),
                        "--adjudicator"))
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("LC_ALL", locale);
        Process process = command.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        return Files.readString(err);
    }
}
