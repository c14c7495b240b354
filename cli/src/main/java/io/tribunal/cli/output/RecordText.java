package io.tribunal.cli.output;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record of one of Tribunal's topics, on one line. Signatures are not checked; control characters are escaped. */
public final class RecordText {
    private static final int SHOWN_BYTES = 64;

    private RecordText() {}

    public static String of(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        String head = record.partition() + "@" + record.offset() + " " + Instant.ofEpochMilli(record.timestamp());
        return LogText.escaped(head + " " + content(topic, record));
    }

    private static String content(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            return switch (topic) {
                case BUSINESS_LOG -> SignedRecordText.business(LogRecords.business(record));
                case RULES -> SignedRecordText.business(LogRecords.rule(record));
                case RESPONSE_LOG -> SignedRecordText.responses(LogRecords.response(record));
                case VERDICTS -> "VERDICT on " + VerdictText.of(VerdictCodec.decodeFramed(bytes(record.value())));
                case DEVIATIONS -> deviation(DeviationCodec.decodeFramed(bytes(record.value())));
                case DEAD_LETTERS -> deadLetter(record);
                case ISOLATION_ENDORSEMENTS -> DecisionRecordText.of(LogRecords.decisionLog(record));
                case ISOLATION_DECISIONS, ISOLATION_AUDIT ->
                    "DECISION " + DecisionRecordText.certified(DecisionCodec.decodeFramed(record.value()));
                case CHECKPOINTS ->
                    CheckpointCodec.decode(LogRecords.isStamped(record), record.value())
                            .map(RecordText::checkpoint)
                            .orElse("UNREADABLE");
                case SNAPSHOTS ->
                    SnapshotChunkCodec.decode(record.value())
                            .map(RecordText::chunk)
                            .orElseGet(() -> opaque(bytes(record.value())));
            };
        } catch (MalformedRecordException e) {
            return "UNREADABLE " + e.getMessage();
        }
    }

    private static String checkpoint(SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        return "CHECKPOINT " + checkpoint.position() + " postState=" + checkpoint.postState() + " stateRoot="
                + checkpoint.stateRoot() + " contextRoot=" + checkpoint.contextRoot() + " key="
                + LogText.name(signed.signature().keyId());
    }

    private static String chunk(SnapshotChunk chunk) {
        return "SNAPSHOT " + chunk.partition() + "@" + chunk.businessOffset() + " chunk=" + (chunk.index() + 1L) + "/"
                + chunk.count() + " bytes=" + chunk.content().length();
    }

    private static String deviation(Deviation deviation) {
        return "DEVIATION " + deviation.kind() + " "
                + LogText.name(deviation.executorId().value()) + " at " + deviation.position()
                + (deviation.inherited() ? " inherited" : " fresh") + " differs=" + deviation.differs();
    }

    private static String deadLetter(ConsumerRecord<byte[], byte[]> record) {
        String headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> LogText.name(header.key()) + "="
                        + LogText.name(new String(bytes(header.value()), StandardCharsets.UTF_8)))
                .collect(Collectors.joining(" "));
        return "DEAD LETTER " + opaque(bytes(record.value())) + " " + headers;
    }

    private static String opaque(byte[] value) {
        int shown = Math.min(SHOWN_BYTES, value.length);
        return value.length + " bytes " + HexFormat.of().formatHex(value, 0, shown)
                + (shown < value.length ? ".." : "");
    }

    private static byte[] bytes(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }
}
