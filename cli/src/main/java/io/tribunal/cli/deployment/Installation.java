package io.tribunal.cli.deployment;

import io.tribunal.worker.ExecutorVariants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The implementations of the reference service that this installation has: Java variants on the class path, and programs in other
 * languages under {@code executor-workers}. Whether a program's runtime is there, the program itself says.
 */
public final class Installation {
    /** System property that the launcher sets: the directory that holds {@code executor-workers}. */
    public static final String HOME = "tribunal.home";

    private static final String EXECUTOR = "executor";
    private static final String VERSION = "version";
    private static final int PATIENCE_SECONDS = 20;
    private static final int MAX_WORDS = 300;

    private final List<String> variants;
    private final SortedMap<String, Path> programs;

    private Installation(List<String> variants, SortedMap<String, Path> programs) {
        this.variants = List.copyOf(variants);
        this.programs = programs;
    }

    /** What there is, ready or not. */
    public static Installation here() {
        return at(Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
    }

    /** The same with programs under that directory, if there is one. */
    static Installation at(Optional<Path> home) {
        SortedMap<String, Path> programs = new TreeMap<>();
        home.map(root -> root.resolve("executor-workers"))
                .filter(Files::isDirectory)
                .ifPresent(workers -> programs.putAll(programs(workers)));
        return new Installation(List.copyOf(ExecutorVariants.onClassPath().names()), programs);
    }

    private static Map<String, Path> programs(Path workers) {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> directories = Files.list(workers)) {
            directories
                    .filter(directory -> Files.isExecutable(directory.resolve(EXECUTOR)))
                    .forEach(directory -> found.put(
                            directory.getFileName().toString(),
                            directory.resolve(EXECUTOR).toAbsolutePath()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list " + workers, e);
        }
        return found;
    }

    /** Names of the Java variants, ascending. */
    public List<String> variants() {
        return variants;
    }

    /** Names of the programs, ascending. */
    public List<String> programs() {
        return List.copyOf(programs.keySet());
    }

    /** The implementation of that name, ready or not. */
    public Optional<Implementation> find(String name) {
        if (variants.contains(name)) {
            return Optional.of(new Implementation.Variant(name, Map.of()));
        }
        return Optional.ofNullable(programs.get(name)).map(Implementation.Program::new);
    }

    /**
     * What a program says of itself.
     *
     * @param ready whether it can run here
     * @param words its version, or what is missing and how to get it
     */
    public record Report(String name, boolean ready, String words) {}

    /** Asks every program, in the order of their names. */
    public List<Report> ask() {
        List<Report> reports = new ArrayList<>();
        programs.keySet().forEach(name -> reports.add(ask(name)));
        return List.copyOf(reports);
    }

    /** Asks one program. */
    public Report ask(String name) {
        Path executor = Optional.ofNullable(programs.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no program " + name));
        try {
            Process process = new ProcessBuilder(executor.toString(), VERSION)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Report(name, false, executor + " version does not end");
            }
            byte[] words = process.getInputStream().readNBytes(MAX_WORDS);
            return new Report(name, process.exitValue() == 0, new String(words, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new Report(name, false, "cannot start " + executor + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Report(name, false, "interrupted");
        }
    }
}
