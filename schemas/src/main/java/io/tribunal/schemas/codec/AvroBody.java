package io.tribunal.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** Encodes and decodes Avro bodies of one schema; accepts only the canonical form. Thread-safe. */
final class AvroBody<T> {
    static {
        TrustedRecords.trust();
    }

    private final Schema schema;
    private final long fingerprint;
    private final SpecificDatumReader<T> reader;
    private final SpecificDatumWriter<T> writer;

    AvroBody(Schema schema) {
        this(schema, schema);
    }

    /**
     * Bodies of an older schema, as the record of a newer one: it has the older one's fields first, and the new ones at their
     * defaults.
     */
    AvroBody(Schema schema, Schema record) {
        SpecificData model = new SpecificData(AvroBody.class.getClassLoader());
        this.schema = schema;
        this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        this.reader = new SpecificDatumReader<>(schema, record, model);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    /** CRC-64-AVRO of the schema's parsing canonical form. */
    long fingerprint() {
        return fingerprint;
    }

    byte[] encode(T datum) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        encodeTo(out, datum);
        return out.toByteArray();
    }

    void encodeTo(ByteArrayOutputStream out, T datum) {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /**
     * Decodes from the index to the end of the array.
     *
     * @throws MalformedRecordException when the bytes are not a canonical body
     */
    T decode(byte[] input, int from) {
        CanonicalAvro.check(schema, input, from);
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(input, from, input.length - from, null));
        } catch (IOException e) {
            throw new UncheckedIOException("a canonical body did not decode", e);
        }
    }

    /**
     * Decodes and converts to core's value.
     *
     * @throws MalformedRecordException also when core refuses the value, such as an invalid name
     */
    <C> C decode(byte[] input, int from, Function<T, C> toCore) {
        T datum = decode(input, from);
        try {
            return toCore.apply(datum);
        } catch (IllegalArgumentException e) {
            throw MalformedRecordException.of(e);
        }
    }
}
