package io.tribunal.schemas.serde;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The schema id that newer Confluent serializers write in a record header instead of before the body: {@code 0x01 ||
 * GUID}.
 */
final class SchemaGuid {
    private static final String VALUE_HEADER = "__value_schema_id";
    private static final String KEY_HEADER = "__key_schema_id";
    private static final byte MAGIC = 1;
    private static final int LENGTH = 17;

    private SchemaGuid() {}

    static Optional<String> in(Headers headers, boolean isKey) {
        Header header = headers.lastHeader(isKey ? KEY_HEADER : VALUE_HEADER);
        if (header == null || header.value() == null || header.value().length != LENGTH || header.value()[0] != MAGIC) {
            return Optional.empty();
        }
        ByteBuffer guid = ByteBuffer.wrap(header.value(), 1, LENGTH - 1);
        return Optional.of(new UUID(guid.getLong(), guid.getLong()).toString());
    }
}
