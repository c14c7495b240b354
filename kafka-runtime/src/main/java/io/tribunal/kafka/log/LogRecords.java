package io.tribunal.kafka.log;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Decodes Kafka records of the logs. */
public final class LogRecords {
    private LogRecords() {}

    public static BusinessRecord business(ConsumerRecord<byte[], byte[]> record) {
        return BusinessCodec.decode(position(record), record.timestamp(), isStamped(record), record.value());
    }

    /** A record of the topic of rules. */
    public static BusinessRecord rule(ConsumerRecord<byte[], byte[]> record) {
        return BusinessCodec.decodeRule(position(record), record.timestamp(), isStamped(record), record.value());
    }

    public static ResponseRecord response(ConsumerRecord<byte[], byte[]> record) {
        return ResponseCodec.decode(position(record), record.timestamp(), isStamped(record), record.value());
    }

    public static DecisionLogRecord decisionLog(ConsumerRecord<byte[], byte[]> record) {
        return DecisionLogCodec.decode(record.offset(), isStamped(record), record.value());
    }

    /** The verdict; empty when the value is not one. */
    public static Optional<Verdict> verdict(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(VerdictCodec.decodeFramed(record.value()));
        } catch (MalformedRecordException unreadable) {
            return Optional.empty();
        }
    }

    private static LogPosition position(ConsumerRecord<byte[], byte[]> record) {
        return new LogPosition(record.partition(), record.offset());
    }

    /** Whether the broker set the timestamp; otherwise the record is void (PROTOCOL 1). */
    public static boolean isStamped(ConsumerRecord<byte[], byte[]> record) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME;
    }
}
