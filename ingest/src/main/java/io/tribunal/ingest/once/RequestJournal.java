package io.tribunal.ingest.once;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.JournalFile;
import io.tribunal.ingest.journal.JournalStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Requests by the idempotency keys under which they were sent, each planned on disk before it is produced. A journal
 * belongs to one deployment and one client key. It holds about 1 KB of memory for each request. Thread-safe.
 */
public final class RequestJournal implements AutoCloseable {
    private static final String FORMAT = "tribunal-requests-1";
    /** A journal of which most rows are outdated is written anew. */
    private static final int ROWS_KEPT_FOR_ONE = 3;

    private final JournalStore store;
    /** By key, in the order of their last plans. */
    private final Map<String, KnownRequest> known = new LinkedHashMap<>();

    private String about = "";
    private int rows;
    private boolean unforced;

    private RequestJournal(JournalStore store) {
        this.store = store;
    }

    /**
     * Opens the journal in a file, or begins one. One process uses it at a time: the one that holds the client's sequences.
     *
     * @param deployment of the requests
     * @param keyId of the client's key
     * @param forgetBefore epoch ms: what was decided and could not be sent any more before that time is forgotten, so that
     *     its key is free; empty to forget nothing
     * @throws JournalException when it is damaged, or belongs to another deployment or key
     */
    public static RequestJournal open(Path file, Hash deployment, KeyId keyId, OptionalLong forgetBefore) {
        return open(new JournalFile(file), deployment, keyId, forgetBefore);
    }

    /** Begins a journal in a file that is not there. */
    static RequestJournal begin(Path file, Hash deployment, KeyId keyId, String about) {
        RequestJournal journal = new RequestJournal(new JournalFile(file));
        Row row = new Row.About(about);
        journal.store.replace(first(deployment, keyId) + Row.print(row));
        journal.apply(row);
        return journal;
    }

    private static String first(Hash deployment, KeyId keyId) {
        return Row.checked(FORMAT + " " + deployment.toHex() + " " + keyId.value());
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param forgetBefore epoch ms: what was decided and could not be sent any more before that time is forgotten, so that
     *     its key is free
     * @throws JournalException when it is damaged, or belongs to another deployment or key
     */
    static RequestJournal open(JournalStore store, Hash deployment, KeyId keyId, OptionalLong forgetBefore) {
        RequestJournal journal = new RequestJournal(store);
        String first = first(deployment, keyId);
        if (store.exists()) {
            journal.read(first);
            journal.tidy(first, forgetBefore);
        } else {
            store.replace(first);
        }
        return journal;
    }

    private void read(String first) {
        String text = store.read();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (!whole.startsWith(first)) {
            throw new JournalException(store + " is not the journal of this deployment and this key");
        }
        try {
            whole.substring(first.length()).lines().forEach(line -> apply(Row.parse(Row.words(line))));
        } catch (IllegalArgumentException | ArithmeticException damaged) {
            throw new JournalException(
                    store + " is damaged in row " + (rows + 1) + ": " + damaged.getMessage()
                            + "; restore it. Without it nobody knows which of its requests were executed",
                    damaged);
        }
        if (whole.length() < text.length()) {
            store.replace(whole);
        }
    }

    private void apply(Row row) {
        rows++;
        switch (row) {
            case Row.About said -> about = said.text();
            case Row.Planned planned -> {
                known.remove(planned.key());
                known.put(planned.key(), new KnownRequest.Planned(planned.plan()));
            }
            case Row.Appended appended ->
                known.put(appended.key(), new KnownRequest.Appended(planOf(appended), appended.offset()));
            case Row.Decided decided ->
                known.put(decided.key(), new KnownRequest.Decided(planOf(decided), decided.outcome()));
        }
    }

    private Plan planOf(Row row) {
        KnownRequest request = known.get(row.key());
        if (request == null) {
            throw new IllegalArgumentException("it speaks of a request that was not planned");
        }
        return request.plan();
    }

    /** Forgets what is old, and writes the journal anew when most of its rows are outdated. */
    private void tidy(String first, OptionalLong forgetBefore) {
        forgetBefore.ifPresent(time -> known.values()
                .removeIf(request -> request instanceof KnownRequest.Decided
                        && request.plan().notAfter() < time));
        if (rows > ROWS_KEPT_FOR_ONE * (known.size() + 1)) {
            StringBuilder text = new StringBuilder(first).append(Row.print(new Row.About(about)));
            rows = 1;
            known.forEach((key, request) -> print(key, request, text));
            store.replace(text.toString());
        }
    }

    private void print(String key, KnownRequest request, StringBuilder text) {
        text.append(Row.print(new Row.Planned(key, request.plan())));
        rows++;
        Optional<Row> more = switch (request) {
            case KnownRequest.Planned planned -> Optional.empty();
            case KnownRequest.Appended appended -> Optional.of(new Row.Appended(key, appended.offset()));
            case KnownRequest.Decided decided -> Optional.of(new Row.Decided(key, decided.outcome()));
        };
        more.ifPresent(row -> {
            text.append(Row.print(row));
            rows++;
        });
    }

    /** What is known of the request that was sent under this key. */
    public synchronized Optional<KnownRequest> find(String key) {
        return Optional.ofNullable(known.get(key));
    }

    /** What is known of all requests, by key, in the order of their plans. */
    public synchronized Map<String, KnownRequest> all() {
        return new LinkedHashMap<>(known);
    }

    /** What the journal is about, as {@link #setAbout} said last; empty at first. */
    synchronized String about() {
        return about;
    }

    synchronized void setAbout(String text) {
        append(new Row.About(text));
        unforced = true;
    }

    /** The request has this identity from now on; durable after {@link #force}. */
    synchronized void plan(String key, Plan plan) {
        append(new Row.Planned(key, plan));
        unforced = true;
    }

    /** Makes all plans durable. */
    synchronized void force() {
        if (unforced) {
            store.force();
            unforced = false;
        }
    }

    /** The first entry of a request with that plan was acknowledged. */
    synchronized void appended(String key, Plan plan, LogPosition position) {
        if (known.get(key) instanceof KnownRequest.Planned planned
                && planned.plan().equals(plan)) {
            append(new Row.Appended(key, position.offset()));
        }
    }

    /** Nothing changes the outcome of the request any more: AGREED or SPLIT. */
    synchronized void decided(String key, Outcome.Placed outcome) {
        if (!(known.get(key) instanceof KnownRequest.Decided)) {
            append(new Row.Decided(key, outcome));
        }
    }

    private void append(Row row) {
        store.append(Row.print(row));
        apply(row);
    }

    @Override
    public void close() {
        store.close();
    }
}
