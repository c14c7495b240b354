package io.tribunal.ingest.once;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Request;
import io.tribunal.ingest.NewRequest;
import java.nio.ByteBuffer;

/** What a request asks for, without its identity, as a hash. */
public final class RequestContent {
    private RequestContent() {}

    /** SHA-256 over shard key, operation, content type and body, each after its length in bytes (4, big-endian). */
    public static Hash of(NewRequest request) {
        return of(request.shardKey(), request.operation(), request.contentType(), request.body());
    }

    static Hash of(Request request) {
        return of(request.shardKey(), request.operation(), request.contentType(), request.body());
    }

    private static Hash of(String shardKey, String operation, String contentType, Bytes body) {
        byte[][] fields = {
            Bytes.utf8(shardKey).array(),
            Bytes.utf8(operation).array(),
            Bytes.utf8(contentType).array(),
            body.array()
        };
        byte[][] parts = new byte[2 * fields.length][];
        for (int i = 0; i < fields.length; i++) {
            parts[2 * i] =
                    ByteBuffer.allocate(Integer.BYTES).putInt(fields[i].length).array();
            parts[2 * i + 1] = fields[i];
        }
        return Hash.sha256(parts);
    }
}
