package io.tribunal.deployment.implementation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImplementationCatalogTest {
    @TempDir
    Path home;

    @Test
    void shouldFindProgramsAndServicesAndReportTheirStatus() throws IOException {
        // Given a program that is ready, one that misses its runtime, and a service behind the bridge
        script("executor-workers/apl/executor", "[ \"$1\" = version ] && echo 'apl 1.0'");
        script("executor-workers/snobol/executor", "echo 'SNOBOL 4: install it' >&2; exit 1");
        script("executor-workers/http-bridge/examples/cgi/serve", "exit 0");
        script("executor-workers/http-bridge/examples/cgi/check", "echo 'cgi 2.0'");
        Files.createDirectories(home.resolve("executor-workers/ledger"));

        ImplementationCatalog installation = ImplementationCatalog.at(Optional.of(home));

        assertThat(installation.others()).containsExactly("apl", "cgi", "snobol");
        assertThat(installation.ask())
                .containsExactly(
                        new ImplementationStatus("apl", true, "apl 1.0"),
                        new ImplementationStatus("cgi", true, "cgi 2.0"),
                        new ImplementationStatus("snobol", false, "SNOBOL 4: install it"));
        assertThat(installation.find("apl"))
                .contains(new Implementation.Program(List.of(home.toAbsolutePath()
                        .resolve("executor-workers/apl/executor")
                        .toString())));
        assertThat(installation.find("cgi"))
                .hasValueSatisfying(found ->
                        assertThat(((Implementation.Variant) found).variant()).isEqualTo("http"));
        assertThat(installation.find("ledger")).isEmpty();
    }

    @Test
    void shouldReportAProgramThatCannotBeStarted() throws IOException {
        script("executor-workers/apl/executor", "");
        Files.writeString(home.resolve("executor-workers/apl/executor"), "#!/no/such/interpreter\n");

        ImplementationStatus apl = ImplementationCatalog.at(Optional.of(home)).ask("apl");

        assertThat(apl.ready()).isFalse();
        assertThat(apl.words()).startsWith("cannot start");
    }

    @Test
    void shouldHaveOnlyJavaVariantsWithoutAHome() {
        ImplementationCatalog installation = ImplementationCatalog.at(Optional.empty());

        assertThat(installation.variants()).contains("decimal", "functional").doesNotContain("http", "stdio");
        assertThat(installation.others()).isEqualTo(List.of());
        assertThat(installation.find("python")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> installation.ask("python"));
    }

    private void script(String name, String body) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
