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
 * Lets child JVMs map their classes from an archive in place of loading them anew, which saves a good part of their
 * start. The JVM itself checks that an archive fits and does without it otherwise: nothing depends on it.
 */
public final class ClassDataSharing {
    /** Options of ours that an archive does not know cost it a little, and are no news to anyone. */
    private static final String QUIETLY = "-Xlog:cds*=off";

    private ClassDataSharing() {}

    /**
     * Options for a child of some kind; children of one kind share an archive.
     *
     * @param writes whether this child, of several of its kind, writes the archive at its end where one is missing
     */
    public static List<String> options(String kind, boolean writes) {
        Optional<Path> archive = directory().map(directory -> directory.resolve("tribunal-" + kind + ".jsa"));
        if (archive.isEmpty() || (!writes && !Files.exists(archive.get()))) {
            return List.of();
        }
        String file = "-XX:SharedArchiveFile=" + archive.get();
        return writes ? List.of("-XX:+AutoCreateSharedArchive", file, QUIETLY) : List.of(file, QUIETLY);
    }

    /** Beside our own jar, if we run from jars alone (an archive takes no directories) and may write there. */
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
