package io.tribunal.ingest.once;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.ingest.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    private static final String NO_LINE = "none";

    /**
     * What identifies a file.
     *
     * @param name its path, empty for a file without one
     * @param contents of its lines without an id, by their numbers
     * @param withId contents of its lines with one
     */
    record Identity(String name, Map<Integer, Hash> contents, Set<Hash> withId) {
        static Identity of(String name, List<FileLine> lines) {
            Map<Integer, Hash> contents = new TreeMap<>();
            Set<Hash> withId = new HashSet<>();
            for (FileLine line : lines) {
                if (line.id().isPresent()) {
                    withId.add(line.content());
                } else {
                    contents.put(line.number(), line.content());
                }
            }
            return new Identity(name, contents, withId);
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
            return contents.isEmpty()
                    ? NO_LINE
                    : contents.values().iterator().next().toHex().substring(0, NAME_DIGITS);
        }

        private String nameHash() {
            return Hash.sha256(Bytes.utf8(name).array()).toHex().substring(0, NAME_DIGITS);
        }

        private String about() {
            return contents.size() + " " + content().toHex() + " " + name;
        }
    }

    /** The lines of a file that a journal knows, beside those of another file at the same places. */
    private record Comparison(Identity file, Map<String, KnownRequest> sent, String about, boolean sameName) {
        private boolean isSameFile() {
            return about.split(" ", 3)[1].equals(file.content().toHex());
        }

        /** Whether all lines were sent that there were when the file was sent last. */
        private boolean isWhole() {
            return sent.size() >= Integer.parseInt(about.split(" ", 3)[0]);
        }

        private long inPlace() {
            return sent.entrySet().stream().filter(this::isInPlace).count();
        }

        private boolean isInPlace(Map.Entry<String, KnownRequest> line) {
            return line.getValue().plan().content().equals(file.contents().get(Integer.parseInt(line.getKey())));
        }

        /** Whether the file is the one that was sent, perhaps with lines added, or is a part of that one. */
        private boolean continues() {
            boolean allSentStand = !sent.isEmpty() && inPlace() == sent.size();
            boolean allWereSent = inPlace() == file.contents().size();
            return !hasIdsNow() && (isSameFile() || allWereSent || (allSentStand && (sameName || isWhole())));
        }

        /** Whether nobody can tell what is meant: lines that were sent would be executed again. */
        private boolean isAmbiguous() {
            return sameName
                    ? sent.values().stream().anyMatch(line -> stands(line.plan().content()))
                    : (hasIdsNow() && inPlace() > 0) || 2 * inPlace() > sent.size();
        }

        /** Whether lines that were sent without an id have one now: under it they would be executed again. */
        private boolean hasIdsNow() {
            return sent.values().stream()
                    .anyMatch(line -> file.withId().contains(line.plan().content()));
        }

        private boolean stands(Hash content) {
            return file.withId().contains(content) || file.contents().containsValue(content);
        }

        /** The first line that was sent and is not at its place; if there is none, the one after the last that was. */
        private int difference() {
            return sent.entrySet().stream()
                    .filter(line -> !isInPlace(line))
                    .mapToInt(line -> Integer.parseInt(line.getKey()))
                    .min()
                    .orElse(sent.size() + 1);
        }

        private FileRefusedException refusal() {
            return new FileRefusedException(
                    difference(),
                    "lines of this file were sent before, under this name or another, but not this one, and nobody can tell"
                            + " which are to be executed again; send what was sent under its name with lines added at its"
                            + " end only, put new lines into a file of their own, or send all of this one as new requests"
                            + " with --new");
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
     * @throws FileRefusedException when lines of it would be executed again that were sent before
     */
    RequestJournal of(Identity file, boolean anew) {
        return (anew ? Optional.<RequestJournal>empty() : earlier(file)).orElseGet(() -> begin(file));
    }

    private RequestJournal begin(Identity file) {
        String number = String.format(Locale.ROOT, "%08d", lastNumber() + 1);
        return RequestJournal.begin(path(number, file), deployment, keyId, file.about());
    }

    private Path path(String number, Identity file) {
        return directory.resolve(number + "-" + file.firstLine() + "-" + file.nameHash() + SUFFIX);
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
        List<Path> candidates = journals().stream()
                .filter(path ->
                        hasName(path, file) || path.getFileName().toString().contains("-" + file.firstLine() + "-"))
                .toList();
        boolean latestOfName = true;
        for (Path path : candidates) {
            RequestJournal journal = open(path, OptionalLong.empty());
            Comparison comparison = new Comparison(file, journal.all(), journal.about(), hasName(path, file));
            if (!file.contents().isEmpty() && comparison.continues()) {
                return Optional.of(adopt(path, journal, file));
            }
            journal.close();
            if ((latestOfName || !comparison.sameName()) && comparison.isAmbiguous()) {
                throw comparison.refusal();
            }
            latestOfName &= !comparison.sameName() || comparison.sent().isEmpty();
        }
        return Optional.empty();
    }

    private static boolean hasName(Path path, Identity file) {
        return !file.name().isEmpty() && path.getFileName().toString().endsWith(file.nameHash() + SUFFIX);
    }

    /** The journal is found under this file's name from now on; a file with fewer lines changes nothing. */
    private RequestJournal adopt(Path path, RequestJournal journal, Identity file) {
        if (file.contents().size() < Integer.parseInt(journal.about().split(" ", 2)[0])) {
            return journal;
        }
        journal.setAbout(file.about());
        journal.force();
        Path renamed = path(path.getFileName().toString().substring(0, 8), file);
        if (file.name().isEmpty() || renamed.equals(path)) {
            return journal;
        }
        journal.close();
        try {
            Files.move(path, renamed, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new JournalException("cannot rename " + path + ": " + e.getMessage(), e);
        }
        return open(renamed, OptionalLong.empty());
    }

    /** @throws FileRefusedException when a line with an id was sent without one before */
    void requireNoIdsForLinesThatWereSent(Identity file) {
        if (!file.withId().isEmpty()) {
            earlier(file).ifPresent(RequestJournal::close);
        }
    }
}
