package io.tribunal.ingest.once;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.ingest.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The journals of one key in one deployment: one for each file that it has sent, of the lines without an id, and one of all
 * lines with an id. A journal's file is called by its number, its first line and the name of the file that was sent, so that
 * few are read to find the one of a file.
 */
final class FileJournals {
    private static final String SUFFIX = ".journal";
    private static final int NAME_DIGITS = 16;

    /**
     * What identifies a file.
     *
     * @param name its path, empty for a file without one
     * @param contents of its lines without an id, by their numbers
     */
    record Identity(String name, Map<Integer, Hash> contents) {
        static Identity of(String name, List<FileLine> lines) {
            Map<Integer, Hash> contents = new TreeMap<>();
            lines.stream()
                    .filter(line -> line.id().isEmpty())
                    .forEach(line -> contents.put(line.number(), line.content()));
            return new Identity(name, contents);
        }

        private Hash content() {
            byte[][] parts = contents.entrySet().stream()
                    .map(line -> ByteBuffer.allocate(Integer.BYTES + Hash.LENGTH)
                            .putInt(line.getKey())
                            .put(line.getValue().array())
                            .array())
                    .toArray(byte[][]::new);
            return Hash.sha256(parts);
        }

        private String firstLine() {
            return contents.values().iterator().next().toHex().substring(0, NAME_DIGITS);
        }

        private String nameHash() {
            return Hash.sha256(Bytes.utf8(name).array()).toHex().substring(0, NAME_DIGITS);
        }

        private String about() {
            return contents.size() + " " + content().toHex() + " " + name;
        }
    }

    private final Path directory;
    private final Hash deployment;
    private final KeyId keyId;

    FileJournals(Path directory, Hash deployment, KeyId keyId) {
        this.directory = directory
                .resolve(keyId.value().replace(':', '-'))
                .resolve(deployment.toHex().substring(0, NAME_DIGITS));
        this.deployment = deployment;
        this.keyId = keyId;
    }

    /** The journal of all lines with an id. */
    RequestJournal ofIds(OptionalLong forgetBefore) {
        return open(directory.resolve("ids" + SUFFIX), forgetBefore);
    }

    /**
     * The journal of a file: of an earlier sending of it, whose lines stand in it at their places, or a new one.
     *
     * @param anew makes a new one in any case
     * @throws FileRefusedException when the file was sent before and other lines than new ones at its end differ
     */
    RequestJournal of(Identity file, boolean anew) {
        return (anew ? Optional.<RequestJournal>empty() : earlier(file)).orElseGet(() -> begin(file));
    }

    private RequestJournal begin(Identity file) {
        String number = String.format(Locale.ROOT, "%08d", lastNumber() + 1);
        RequestJournal journal = open(
                directory.resolve(number + "-" + file.firstLine() + "-" + file.nameHash() + SUFFIX),
                OptionalLong.empty());
        journal.setAbout(file.about());
        return journal;
    }

    private RequestJournal open(Path path, OptionalLong forgetBefore) {
        return RequestJournal.open(path, deployment, keyId, forgetBefore);
    }

    private int lastNumber() {
        return journals().stream()
                .mapToInt(path -> Integer.parseInt(path.getFileName().toString().substring(0, 8)))
                .max()
                .orElse(0);
    }

    /** The latest first. */
    private List<Path> journals() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.getFileName().toString().matches("\\d{8}-.*\\" + SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new JournalException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    private Optional<RequestJournal> earlier(Identity file) {
        boolean latestOfName = true;
        for (Path path : journals()) {
            String name = path.getFileName().toString();
            boolean sameName = !file.name().isEmpty() && name.endsWith(file.nameHash() + SUFFIX);
            if (sameName || name.contains("-" + file.firstLine() + "-")) {
                RequestJournal journal = open(path, OptionalLong.empty());
                if (isOf(file, journal, sameName)) {
                    journal.setAbout(file.about());
                    return Optional.of(journal);
                }
                if (sameName && latestOfName && !journal.all().isEmpty()) {
                    requireNothingInCommon(file, journal);
                    latestOfName = false;
                }
                journal.close();
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(Identity file, RequestJournal journal, boolean sameName) {
        String[] about = journal.about().split(" ", 3);
        Map<String, KnownRequest> sent = journal.all();
        boolean whole = sent.size() == Integer.parseInt(about[0]);
        return about[1].equals(file.content().toHex())
                || (!sent.isEmpty()
                        && (sameName || whole)
                        && firstDifference(file, sent).isEmpty());
    }

    /** The number of the first line that was sent and is not at its place. */
    private static Optional<Integer> firstDifference(Identity file, Map<String, KnownRequest> sent) {
        return sent.entrySet().stream()
                .filter(line ->
                        !line.getValue().plan().content().equals(file.contents().get(Integer.parseInt(line.getKey()))))
                .map(line -> Integer.parseInt(line.getKey()))
                .min(Comparator.naturalOrder());
    }

    private static void requireNothingInCommon(Identity file, RequestJournal journal) {
        Map<String, KnownRequest> sent = journal.all();
        Set<Hash> contents = new HashSet<>(file.contents().values());
        if (sent.values().stream()
                .anyMatch(line -> contents.contains(line.plan().content()))) {
            int line = firstDifference(file, sent).orElse(1);
            journal.close();
            throw new FileRefusedException(
                    line,
                    "this file was sent before with another line " + line + ", and nobody can tell which of its lines"
                            + " are to be executed again; restore it and add lines at its end, or give each line an"
                            + " \"id\", or send all of it as new requests with --new");
        }
    }
}
