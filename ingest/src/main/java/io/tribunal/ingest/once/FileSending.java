package io.tribunal.ingest.once;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends the lines of a file, each once however often the file is sent. A line with an id is recognised by it in any file,
 * another one by its place and content in this file. For one thread.
 */
public final class FileSending implements AutoCloseable {
    /** How long the id of a line is remembered after its request could not be sent any more. */
    private static final Duration IDS_KEPT = Duration.ofDays(90);

    private record Journal(RequestJournal journal, OnceSender sender) {}

    /**
     * What is known of a file's lines before they are sent.
     *
     * @param lines of the file
     * @param decided those whose outcome is known
     * @param open those that an earlier sending has left without one
     */
    public record Earlier(int lines, int decided, int open) {}

    private final List<FileLine> lines;
    private final @Nullable Journal byPlace;
    private final @Nullable Journal byId;

    private FileSending(List<FileLine> lines, @Nullable Journal byPlace, @Nullable Journal byId) {
        this.lines = lines;
        this.byPlace = byPlace;
        this.byId = byId;
    }

    /**
     * Opens the journals of a file's lines.
     *
     * @param directory of all journals of this client
     * @param name path of the file, empty for one that has none
     * @param anew sends lines without an id as new requests even if they were sent before
     * @throws FileRefusedException when it is not clear which lines were sent before
     */
    public static FileSending open(
            TribunalClient client, Path directory, String name, List<FileLine> lines, boolean anew) {
        FileJournals journals = new FileJournals(
                directory, client.deployment(), client.config().signer().keyId());
        FileJournals.Identity file = FileJournals.Identity.of(name, lines);
        Journal byId = null;
        Journal byPlace = null;
        if (lines.stream().anyMatch(line -> line.id().isPresent())) {
            byId = journal(client, journals.ofIds(OptionalLong.of(System.currentTimeMillis() - IDS_KEPT.toMillis())));
            requireSameContents(lines, byId.journal());
        }
        if (lines.stream().anyMatch(line -> line.id().isEmpty())) {
            byPlace = journal(client, journals.of(file, anew));
        } else if (!anew) {
            journals.requireNoIdsForLinesThatWereSent(file);
        }
        return new FileSending(lines, byPlace, byId);
    }

    private static Journal journal(TribunalClient client, RequestJournal journal) {
        return new Journal(journal, OnceSender.of(client, journal));
    }

    private static void requireSameContents(List<FileLine> lines, RequestJournal ids) {
        Map<String, Hash> contents = new HashMap<>();
        for (FileLine line : lines) {
            line.id().ifPresent(id -> {
                Hash content = line.content();
                Hash before = contents.computeIfAbsent(
                        id,
                        name -> ids.find(name)
                                .map(known -> known.plan().content())
                                .orElse(content));
                if (!before.equals(content)) {
                    throw new FileRefusedException(
                            line.number(), "its \"id\" was used for a request with another content");
                }
            });
        }
    }

    /** What is known of the lines; those that were left open are looked up in the log. */
    public Earlier lookUp() throws InterruptedException {
        int decided = 0;
        int open = 0;
        List<String> places = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (FileLine line : lines) {
            switch (journalOf(line).journal().find(keyOf(line)).orElse(null)) {
                case null -> {}
                case KnownRequest.Decided known -> decided++;
                case KnownRequest.Planned known -> open++;
                case KnownRequest.Appended known -> open++;
            }
            (line.id().isPresent() ? ids : places).add(keyOf(line));
        }
        if (byPlace != null) {
            byPlace.sender().lookUp(places);
        }
        if (byId != null) {
            byId.sender().lookUp(ids);
        }
        return new Earlier(lines.size(), decided, open);
    }

    private static String keyOf(FileLine line) {
        return line.id().orElseGet(line::place);
    }

    private Journal journalOf(FileLine line) {
        Journal journal = line.id().isPresent() ? byId : byPlace;
        if (journal == null) {
            throw new IllegalArgumentException("not a line of this file: " + line);
        }
        return journal;
    }

    /** Sends a line, unless it was sent before; see {@link OnceSender#send}. */
    public CompletableFuture<Outcome> send(FileLine line) throws InterruptedException {
        return journalOf(line).sender().send(keyOf(line), line.request());
    }

    /** The id under which a line's request is in the log; empty before it was planned. */
    public Optional<RequestId> requestId(FileLine line) {
        return journalOf(line).sender().requestId(keyOf(line));
    }

    /** See {@link OnceSender#isKeyShared}. */
    public boolean isKeyShared() {
        return (byPlace != null && byPlace.sender().isKeyShared())
                || (byId != null && byId.sender().isKeyShared());
    }

    @Override
    public void close() {
        close(byPlace);
        close(byId);
    }

    private static void close(@Nullable Journal journal) {
        if (journal != null) {
            journal.sender().close();
            journal.journal().close();
        }
    }
}
