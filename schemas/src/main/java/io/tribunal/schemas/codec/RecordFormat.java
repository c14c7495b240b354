package io.tribunal.schemas.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The canonical Avro bodies of a record that is read or written for every request, by a layout in place of reflection. {@link
 * AvroBody} does the same for all other records. Thread-safe.
 */
final class RecordFormat<C> {
    private final Schema schema;
    private final long fingerprint;
    private final BiConsumer<AvroWriter, C> writer;
    private final Function<AvroReader, C> reader;

    /**
     * A format.
     *
     * @param schema that the layout follows
     * @param writer writes the fields in order
     * @param reader reads the fields in order; throws {@link IllegalArgumentException} for values that core refuses
     */
    RecordFormat(Schema schema, BiConsumer<AvroWriter, C> writer, Function<AvroReader, C> reader) {
        this.schema = schema;
        this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        this.writer = writer;
        this.reader = reader;
    }

    /** CRC-64-AVRO of the schema's parsing canonical form. */
    long fingerprint() {
        return fingerprint;
    }

    byte[] encode(C value) {
        return encode(new byte[0], value);
    }

    /** A body behind a prefix. */
    byte[] encode(byte[] prefix, C value) {
        AvroWriter out = new AvroWriter().fixed(prefix);
        writer.accept(out, value);
        return out.finish();
    }

    /**
     * Decodes from the index to the end of the array.
     *
     * @throws MalformedRecordException when the bytes are not a canonical body, or core refuses a value
     */
    C decode(byte[] input, int from) {
        try {
            AvroReader in = new AvroReader(input, from);
            C value = reader.apply(in);
            in.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw malformed(input, from, e);
        }
    }

    /** A problem of the encoding, with the name of its field, comes before one of a value. */
    private MalformedRecordException malformed(byte[] input, int from, IllegalArgumentException problem) {
        CanonicalAvro.check(schema, input, from);
        return MalformedRecordException.of(problem);
    }
}
