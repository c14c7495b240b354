package io.tribunal.deployment.implementation;

import io.tribunal.worker.ExecutorVariants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The implementations of the reference service in this installation: Java variants on the class path, and under
 * {@code executor-workers} programs in other languages and services for the HTTP bridge. Each of the latter has a command that
 * says whether its runtime is installed.
 */
public final class ImplementationCatalog {
    /** System property that the launcher sets: the directory that holds {@code executor-workers}. */
    public static final String HOME = "tribunal.home";

    private static final String PROGRAM = "executor";
    private static final Path SERVICES = Path.of("http-bridge", "examples");
    private static final String SERVE = "serve";
    private static final String CHECK = "check";

    private final List<String> variants;
    private final SortedMap<String, Candidate> others;

    private ImplementationCatalog(List<String> variants, SortedMap<String, Candidate> others) {
        this.variants = List.copyOf(variants);
        this.others = others;
    }

    /** The catalogue of this installation, with implementations that are not ready too. */
    public static ImplementationCatalog here() {
        return at(Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
    }

    /** The catalogue with the implementations under that directory, if there is one. */
    static ImplementationCatalog at(Optional<Path> home) {
        SortedMap<String, Candidate> others = new TreeMap<>();
        home.map(root -> root.toAbsolutePath().resolve("executor-workers")).ifPresent(workers -> {
            each(workers, PROGRAM, directory -> others.put(name(directory), program(directory)));
            each(workers.resolve(SERVICES), SERVE, directory -> others.put(name(directory), service(directory)));
        });
        return new ImplementationCatalog(
                List.copyOf(ExecutorVariants.onClassPath().names()), others);
    }

    private static void each(Path parent, String executable, Consumer<Path> reader) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> directories = Files.list(parent)) {
            directories
                    .filter(directory -> Files.isExecutable(directory.resolve(executable)))
                    .forEach(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + parent, e);
        }
    }

    private static String name(Path directory) {
        return String.valueOf(directory.getFileName());
    }

    private static Candidate program(Path directory) {
        String executor = directory.resolve(PROGRAM).toString();
        return new Candidate(List.of(executor, "version"), new Implementation.Program(List.of(executor)));
    }

    private static Candidate service(Path directory) {
        return new Candidate(
                List.of(directory.resolve(CHECK).toString()),
                new Implementation.Variant(
                        "http",
                        Map.of(
                                "tribunal.http.url", "http://127.0.0.1:{port}/{operation}",
                                "tribunal.http.command",
                                        directory.resolve(SERVE).toString(),
                                "tribunal.http.restore.path", "/restore")));
    }

    /** Names of the Java variants that implement the service themselves, ascending. */
    public List<String> variants() {
        return variants;
    }

    /** Names of the others, ascending. */
    public List<String> others() {
        return List.copyOf(others.keySet());
    }

    /** The implementation of that name, ready or not. */
    public Optional<Implementation> find(String name) {
        if (variants.contains(name)) {
            return Optional.of(new Implementation.Variant(name, Map.of()));
        }
        return Optional.ofNullable(others.get(name)).map(Candidate::implementation);
    }

    /** Asks one of the others whether it is ready. */
    public ImplementationStatus ask(String name) {
        Candidate candidate =
                Optional.ofNullable(others.get(name)).orElseThrow(() -> new IllegalArgumentException("no " + name));
        return ImplementationStatus.ask(name, candidate.question());
    }

    /** Asks all of them, in the order of their names. */
    public List<ImplementationStatus> ask() {
        return others.keySet().stream().map(this::ask).toList();
    }

    /** @param question the command that says whether it can run */
    private record Candidate(List<String> question, Implementation implementation) {}
}
