package io.tribunal.ingest.once;

import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.check.RejectionCheck;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.Trust;
import io.tribunal.ingest.once.RequestCourse.Look;
import io.tribunal.ingest.once.RequestLog.Answer;
import io.tribunal.ingest.once.RequestLog.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries of planned requests of one client key in one partition of business-log, and what shows that the sequence
 * of one can never be admitted again. It is given the records in offset order.
 */
final class EntryLookup {
    private static final class Search {
        private final Query query;
        private final List<SentEntry> own = new ArrayList<>();
        private long dead = Look.END;
        private boolean foreign;

        private Search(Query query) {
            this.query = query;
        }

        private boolean covers(long offset) {
            return offset >= query.from() && offset < query.before();
        }

        private void isDeadFrom(long offset) {
            dead = Math.min(dead, offset);
        }
    }

    private final Trust trust;
    private final KeyId keyId;
    private final @Nullable RegisteredKey key;
    private final EnvelopeVerifier verifier;
    private final Map<Query, Search> searches = new LinkedHashMap<>();
    private final Map<RequestId, List<Search>> byId = new HashMap<>();
    private final Map<Long, List<Search>> bySequence = new HashMap<>();
    /** By sequence, those that are not known to be too old. */
    private final NavigableMap<Long, List<Search>> alive = new TreeMap<>();

    private long highest = -1;

    /**
     * A search that has read nothing.
     *
     * @param keyId of the key under which the requests were planned
     */
    EntryLookup(Trust trust, KeyId keyId, EnvelopeVerifier verifier, Collection<Query> queries) {
        this.trust = trust;
        this.keyId = keyId;
        this.key = trust.registry().find(keyId).orElse(null);
        this.verifier = verifier;
        for (Query query : queries) {
            Search search = searches.computeIfAbsent(query, Search::new);
            add(byId, query.plan().requestId(), search);
            add(bySequence, query.plan().sequence(), search);
            add(alive, query.plan().sequence(), search);
        }
    }

    private static <K> void add(Map<K, List<Search>> index, K by, Search search) {
        index.computeIfAbsent(by, none -> new ArrayList<>()).add(search);
    }

    void read(BusinessRecord record) {
        if (record.content() instanceof BusinessRecord.Entry entry
                && entry.payload() instanceof Request request
                && entry.envelope().keyId().equals(keyId.value())
                && isSigned(entry)) {
            SentEntry sent = sent(record, entry, request);
            for (Search search : byId.getOrDefault(request.requestId(), List.of())) {
                if (search.covers(record.offset())
                        && isOwn(search.query.plan(), request)
                        && mayBeAdmitted(search, record, request)) {
                    search.own.add(sent);
                }
            }
            if (RejectionCheck.isAdmissible(trust, sent)) {
                readSequence(record.offset(), request);
            }
        }
    }

    /** Nothing can be said of a signature of a key that is not registered. All that it signs is rejected. */
    private boolean isSigned(BusinessRecord.Entry entry) {
        return key == null || verifier.isSignedBy(key, entry.envelope());
    }

    /** Without the voter's word: an entry that was appended too late, or whose sequence was dead, is rejected. */
    private static boolean mayBeAdmitted(Search search, BusinessRecord record, Request request) {
        return record.appendTime() <= request.notAfter() && record.offset() < search.dead;
    }

    /** Under whichever notAfter it was sent. */
    private boolean isOwn(Plan plan, Request request) {
        return request.requestId().equals(plan.requestId())
                && request.sequence() == plan.sequence()
                && request.deployment().equals(trust.deployment())
                && RequestContent.of(NewRequest.of(request)).equals(plan.content());
    }

    private SentEntry sent(BusinessRecord record, BusinessRecord.Entry entry, Request request) {
        return new SentEntry(
                request, keyId, record.valueHash(), entry.fingerprint(), record.position(), record.appendTime());
    }

    /** From here on the sequence is used, and those a replay window below it are too old. */
    private void readSequence(long offset, Request request) {
        for (Search search : bySequence.getOrDefault(request.sequence(), List.of())) {
            if (!isOwn(search.query.plan(), request)) {
                search.isDeadFrom(offset);
                search.foreign = true;
            }
        }
        highest = Math.max(highest, request.sequence());
        Map<Long, List<Search>> tooOld = alive.subMap(
                request.sequence() - Limits.MAX_SEQUENCE_JUMP, true, request.sequence() - Limits.REPLAY_WINDOW, true);
        tooOld.values().forEach(searches -> searches.forEach(search -> search.isDeadFrom(offset)));
        tooOld.clear();
    }

    /** The answers so far. */
    Map<Query, Answer> answers() {
        Map<Query, Answer> answers = new LinkedHashMap<>();
        searches.forEach((query, search) -> answers.put(
                query,
                new Answer(
                        search.own.stream().map(SentEntry::position).toList(), search.dead, search.foreign, highest)));
        return answers;
    }

    /** The entries that were found, by position. */
    Map<LogPosition, SentEntry> entries() {
        Map<LogPosition, SentEntry> entries = new LinkedHashMap<>();
        searches.values().forEach(search -> search.own.forEach(entry -> entries.put(entry.position(), entry)));
        return entries;
    }
}
