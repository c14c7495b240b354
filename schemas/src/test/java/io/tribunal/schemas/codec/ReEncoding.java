package io.tribunal.schemas.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * PROTOCOL 2 to the letter, by Avro alone: a body is canonical if Avro reads all of it and writes the same bytes again from
 * core's value.
 */
final class ReEncoding<A, C> {
    static {
        TrustedRecords.trust();
    }

    private final Function<C, A> toAvro;
    private final Function<A, C> fromAvro;
    private final SpecificDatumReader<A> reader;
    private final SpecificDatumWriter<A> writer;

    ReEncoding(Schema schema, Function<C, A> toAvro, Function<A, C> fromAvro) {
        SpecificData model = new SpecificData(ReEncoding.class.getClassLoader());
        this.toAvro = toAvro;
        this.fromAvro = fromAvro;
        this.reader = new SpecificDatumReader<>(schema, schema, model);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    byte[] encode(C value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(toAvro.apply(value), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    Optional<C> decode(byte[] body) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
            C value = fromAvro.apply(reader.read(null, decoder));
            return decoder.isEnd() && Arrays.equals(encode(value), body) ? Optional.of(value) : Optional.empty();
        } catch (IOException | RuntimeException refused) {
            return Optional.empty();
        }
    }
}
