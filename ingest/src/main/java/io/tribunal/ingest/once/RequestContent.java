package io.tribunal.ingest.once;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.ingest.NewRequest;
import java.nio.ByteBuffer;

/** What a request asks for, without its identity, as a hash. */
public final class RequestContent {
    private RequestContent() {}

    /** SHA-256 over shard key, operation, content type and body, each after its length in bytes (4, big-endian). */
    public static Hash of(NewRequest request) {
        byte[][] fields = {
            Bytes.utf8(request.shardKey()).array(),
            Bytes.utf8(request.operation()).array(),
            Bytes.utf8(request.contentType()).array(),
            request.body().array()
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
