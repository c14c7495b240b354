package io.tribunal.core.normalize;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import java.nio.charset.StandardCharsets;

/** The digest that is equal for executors that have voted equally (PROTOCOL 5). */
public final class VoteDigest {
    private static final byte[] OK = utf8("tribunal.vote.v1OK\0");
    private static final byte[] REFUSED = utf8("tribunal.vote.v1REFUSED\0");
    private static final byte[] SEPARATOR = {0x00};

    private VoteDigest() {}

    /**
     * SHA-256("tribunal.vote.v1" || status || 0x00 || contentType || 0x00 || normalized output).
     *
     * @param normalizedOutput from {@link Normalizer#normalize}, which refuses content types that hold a 0x00
     */
    public static Hash of(Status status, String contentType, Bytes normalizedOutput) {
        return Hash.sha256(head(status), utf8(contentType), SEPARATOR, normalizedOutput.array());
    }

    private static byte[] head(Status status) {
        return switch (status) {
            case OK -> OK;
            case REFUSED -> REFUSED;
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
