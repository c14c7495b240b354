package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.avro.Genesis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The validation accepts a body if and only if Avro reads all of it and writes the same bytes again. */
class CanonicalAvroProperties {
    private static final Schema SCHEMA = Genesis.getClassSchema();
    private static final byte[] GOOD = body();

    @Property(tries = 5_000, seed = "7")
    void shouldAgreeWithReEncodingOnMutatedBodies(
            @ForAll @IntRange(max = 2_000) int place, @ForAll byte value, @ForAll @IntRange(max = 2) int kind) {
        int at = place % GOOD.length;
        byte[] mutant = kind == 0 ? GOOD.clone() : Arrays.copyOf(GOOD, GOOD.length + 1);
        if (kind == 1) {
            System.arraycopy(GOOD, at, mutant, at + 1, GOOD.length - at);
        }
        mutant[kind == 2 ? GOOD.length : at] = value;

        assertThat(isCanonical(mutant)).isEqualTo(isItsOwnReEncoding(mutant));
    }

    private static boolean isCanonical(byte[] body) {
        try {
            CanonicalAvro.check(SCHEMA, body, 0);
            return true;
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    private static boolean isItsOwnReEncoding(byte[] body) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
            Object datum = new GenericDatumReader<>(SCHEMA).read(null, decoder);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<>(SCHEMA).write(datum, encoder);
            return decoder.isEnd() && Arrays.equals(out.toByteArray(), body);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] body() {
        Bytes payload = PayloadCodec.encode(Samples.genesis());
        return Arrays.copyOfRange(payload.array(), 10, payload.length());
    }
}
