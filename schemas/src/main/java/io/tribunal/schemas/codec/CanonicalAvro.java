package io.tribunal.schemas.codec;

import org.apache.avro.Schema;

/**
 * Validates Avro binary against its schema and refuses all but the canonical encoding (PROTOCOL 2): as {@link AvroReader} reads
 * it, nothing missing and nothing trailing. Avro's own decoder runs afterwards and sees only lengths that the input really has.
 */
final class CanonicalAvro {
    private final AvroReader in;

    private CanonicalAvro(AvroReader in) {
        this.in = in;
    }

    /**
     * Checks everything from the index to the end of the array.
     *
     * @throws MalformedRecordException when it is not the canonical encoding of a datum of the schema
     */
    static void check(Schema schema, byte[] input, int from) {
        AvroReader in = new AvroReader(input, from);
        new CanonicalAvro(in).datum(schema);
        in.end();
    }

    private void datum(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> record(schema);
            case ARRAY -> array(schema.getElementType());
            case UNION -> datum(schema.getTypes().get(in.index(schema.getTypes().size(), "union branch")));
            case ENUM -> in.index(schema.getEnumSymbols().size(), "enum index");
            case FIXED -> in.fixed(schema.getFixedSize());
            case BYTES -> in.bytes();
            case STRING -> in.string();
            case INT -> in.intNumber();
            case LONG -> in.longNumber();
            case BOOLEAN -> in.bool();
            case NULL -> {}
            default -> throw new IllegalStateException("no schema of ours has a " + schema.getType());
        }
    }

    private void record(Schema schema) {
        for (Schema.Field field : schema.getFields()) {
            try {
                datum(field.schema());
            } catch (MalformedRecordException e) {
                throw e.inside(field.name());
            }
        }
    }

    private void array(Schema element) {
        int count = in.beginArray();
        for (int i = 0; i < count; i++) {
            datum(element);
        }
        in.endArray(count);
    }
}
