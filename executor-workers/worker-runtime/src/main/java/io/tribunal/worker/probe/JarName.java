package io.tribunal.worker.probe;

import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Artifact and version, taken from the file name of a library's jar. */
record JarName(String artifact, String version) {
    private static final Pattern FORM = Pattern.compile(".*/([^/]+?)-([0-9][^/]*)\\.jar");

    static JarName of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        Matcher matcher = FORM.matcher(source == null ? "" : String.valueOf(source.getLocation()));
        return matcher.matches()
                ? new JarName(matcher.group(1), matcher.group(2))
                : new JarName(type.getPackageName(), "unknown");
    }
}
