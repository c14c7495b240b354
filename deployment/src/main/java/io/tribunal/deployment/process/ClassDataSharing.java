package io.tribunal.deployment.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lets child JVMs map their classes from a shared archive (CDS), which shortens their start. The JVM checks that the archive
 * fits and ignores it otherwise, so nothing depends on it.
 */
public final class ClassDataSharing {
    /** Silences the warning that some of our options disable a part of the archive. */
    private static final String NO_WARNINGS = "-Xlog:cds*=off";

    private ClassDataSharing() {}

    /**
     * JVM options for a child process; all children of one kind share an archive.
     *
     * @param writes whether this child writes a missing archive when it ends; one child of each kind should
     */
    public static List<String> options(String kind, boolean writes) {
        Optional<Path> archive = directory().map(directory -> directory.resolve("tribunal-" + kind + ".jsa"));
        if (archive.isEmpty() || (!writes && !Files.exists(archive.get()))) {
            return List.of();
        }
        String file = "-XX:SharedArchiveFile=" + archive.get();
        return writes ? List.of("-XX:+AutoCreateSharedArchive", file, NO_WARNINGS) : List.of(file, NO_WARNINGS);
    }

    /** The directory of our own jar, if the class path has jars only (CDS supports no directories) and it is writable. */
    private static Optional<Path> directory() {
        boolean jarsOnly = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .allMatch(entry -> entry.endsWith(".jar"));
        CodeSource source = ClassDataSharing.class.getProtectionDomain().getCodeSource();
        if (!jarsOnly || source == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent())
                    .filter(Files::isWritable);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
