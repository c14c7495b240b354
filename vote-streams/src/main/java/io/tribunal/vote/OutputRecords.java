package io.tribunal.vote;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.partition.Event;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Translates the events of the voting into the records of PROTOCOL 1. */
final class OutputRecords {
    private static final String ERRORS = "__streams.errors.";
    private static final DeviationCodec DEVIATIONS = new DeviationCodec();

    private final int verdictSchema;
    private final int deviationSchema;
    private final String responseLog;

    OutputRecords(SchemaIds schemas, String responseLog) {
        this.verdictSchema = schemas.idOf(Topic.VERDICTS);
        this.deviationSchema = schemas.idOf(Topic.DEVIATIONS);
        this.responseLog = responseLog;
    }

    Record<PartitionedKey, byte[]> verdict(Event.VerdictIssued issued, long timestamp) {
        Verdict verdict = issued.verdict();
        PartitionedKey key = new PartitionedKey(verdict.position().partition(), keyOf(verdict));
        return new Record<>(key, WireFormat.frame(verdictSchema, issued.body().array()), timestamp);
    }

    /**
     * The request's id; for a rejected entry its position, since the id that it claims may belong to another request.
     */
    private static String keyOf(Verdict verdict) {
        return verdict.outcome() instanceof Verdict.Rejected
                        || verdict.requestId().isEmpty()
                ? verdict.position().partition() + ":" + verdict.position().offset()
                : verdict.requestId().get().toString();
    }

    Record<PartitionedKey, byte[]> deviation(Event.DeviationFound found, long timestamp) {
        PartitionedKey key = new PartitionedKey(
                found.deviation().position().partition(),
                found.deviation().executorId().value());
        byte[] body = DEVIATIONS.encode(found.deviation()).array();
        return new Record<>(key, WireFormat.frame(deviationSchema, body), timestamp);
    }

    /** The discarded bytes, with the reason in headers named like those of Kafka Streams. */
    Record<PartitionedKey, byte[]> deadLetter(Event.Discarded discarded, byte[] recordValue, long timestamp) {
        byte[] value =
                discarded.index() < 0 ? recordValue : discarded.response().array();
        PartitionedKey key = new PartitionedKey(discarded.position().partition(), responseLog);
        return new Record<>(key, value, timestamp, headers(discarded));
    }

    private Headers headers(Event.Discarded discarded) {
        Headers headers = new RecordHeaders();
        add(headers, "exception", discarded.reason().name());
        add(headers, "message", discarded.detail());
        add(headers, "topic", responseLog);
        add(headers, "partition", Integer.toString(discarded.position().partition()));
        add(headers, "offset", Long.toString(discarded.position().offset()));
        if (discarded.index() >= 0) {
            add(headers, "index", Integer.toString(discarded.index()));
        }
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(ERRORS + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
