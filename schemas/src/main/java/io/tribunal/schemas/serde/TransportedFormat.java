package io.tribunal.schemas.serde;

import io.tribunal.schemas.codec.PlainFormat;
import java.util.Map;

/** The common part of a topic's serializer and deserializer: a format and a transport. */
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
