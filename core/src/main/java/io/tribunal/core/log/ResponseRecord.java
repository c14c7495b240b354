package io.tribunal.core.log;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One record of response-log as it was read; nothing in it is checked yet. Its responses are decoded when they are first asked
 * for, so that a reader can check the signature over the header before (PROTOCOL 5).
 */
public final class ResponseRecord {
    private final LogPosition position;
    private final long appendTime;
    private final Hash valueHash;
    private final Optional<ResponseBatch.SignedHeader> header;
    private final Supplier<Opened> responses;
    private @Nullable Opened opened;

    /**
     * What the responses turn out to be.
     *
     * @param batch empty when they could not be read
     * @param detail description of the problem with unreadable ones, else empty text
     */
    public record Opened(Optional<ResponseBatch> batch, String detail) {
        public static Opened readable(ResponseBatch batch) {
            return new Opened(Optional.of(batch), "");
        }

        public static Opened unreadable(String detail) {
            return new Opened(Optional.empty(), detail);
        }
    }

    private ResponseRecord(
            LogPosition position,
            long appendTime,
            Hash valueHash,
            Optional<ResponseBatch.SignedHeader> header,
            Supplier<Opened> responses) {
        this.position = position;
        this.appendTime = appendTime;
        this.valueHash = valueHash;
        this.header = header;
        this.responses = responses;
    }

    /**
     * A record with a readable header.
     *
     * @param appendTime epoch ms at which the broker appended it
     * @param valueHash SHA-256 of the record's value
     * @param responses decodes the responses; asked once, if at all
     */
    public static ResponseRecord headed(
            LogPosition position,
            long appendTime,
            Hash valueHash,
            ResponseBatch.SignedHeader header,
            Supplier<Opened> responses) {
        return new ResponseRecord(position, appendTime, valueHash, Optional.of(header), responses);
    }

    public static ResponseRecord readable(LogPosition position, long appendTime, Hash valueHash, ResponseBatch batch) {
        return headed(position, appendTime, valueHash, batch.signedHeader(), () -> Opened.readable(batch));
    }

    /**
     * A record that cannot be read.
     *
     * @param appendTime 0 for a record without LogAppendTime
     */
    public static ResponseRecord unreadable(LogPosition position, long appendTime, Hash valueHash, String detail) {
        return new ResponseRecord(position, appendTime, valueHash, Optional.empty(), () -> Opened.unreadable(detail));
    }

    public LogPosition position() {
        return position;
    }

    /** Epoch ms at which the broker appended it; 0 for a record without LogAppendTime. */
    public long appendTime() {
        return appendTime;
    }

    /** SHA-256 of the record's value. */
    public Hash valueHash() {
        return valueHash;
    }

    /** The signed header; empty when it could not be read. */
    public Optional<ResponseBatch.SignedHeader> header() {
        return header;
    }

    /** The header and all responses; empty when they could not be read. */
    public Optional<ResponseBatch> batch() {
        return opened().batch();
    }

    /** Description of the problem with an unreadable record, else empty text. */
    public String detail() {
        return opened().detail();
    }

    private Opened opened() {
        Opened known = opened;
        if (known == null) {
            known = responses.get();
            opened = known;
        }
        return known;
    }
}
