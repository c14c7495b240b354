package io.tribunal.schemas.serde;

import io.tribunal.schemas.codec.PlainFormat;
import java.util.Map;

/** What a serializer and a deserializer of the same topic have in common: a format, and what carries it. */
abstract class TransportedFormat<T> {
    final PlainFormat<T> format;
    final AvroTransport transport;

    TransportedFormat(PlainFormat<T> format, AvroTransport transport) {
        this.format = format;
        this.transport = transport;
    }

    public void configure(Map<String, ?> settings, boolean isKey) {
        transport.configure(settings, isKey);
    }

    public void close() {
        transport.close();
    }
}
