package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.avro.IsolationDecision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The Avro format of a record type of the plain topics, also in other versions of its schema. */
public final class PlainFormat<T> {
    public static final PlainFormat<Verdict> VERDICT =
            of(io.tribunal.schemas.avro.Verdict.getClassSchema(), VerdictLayout.FORMAT);
    public static final PlainFormat<Deviation> DEVIATION =
            of(io.tribunal.schemas.avro.Deviation.getClassSchema(), DeviationForm::toAvro, DeviationForm::fromAvro);
    public static final PlainFormat<CertifiedDecision> DECISION =
            of(IsolationDecision.getClassSchema(), DecisionForm::toAvro, DecisionForm::fromAvro);

    private final Schema schema;
    private final Function<T, byte[]> encode;
    private final Function<byte[], T> decode;

    private PlainFormat(Schema schema, Function<T, byte[]> encode, Function<byte[], T> decode) {
        this.schema = schema;
        this.encode = encode;
        this.decode = decode;
    }

    private static <T> PlainFormat<T> of(Schema schema, RecordFormat<T> format) {
        return new PlainFormat<>(PortableSchema.of(schema), format::encode, bytes -> format.decode(bytes, 0));
    }

    private static <T, A> PlainFormat<T> of(Schema schema, Function<T, A> toAvro, Function<A, T> fromAvro) {
        AvroBody<A> body = new AvroBody<>(schema);
        return new PlainFormat<>(
                PortableSchema.of(schema),
                value -> body.encode(toAvro.apply(value)),
                bytes -> fromAvro.apply(body.decode(bytes, 0)));
    }

    /** The schema to register, without the hints for Java's code generator. */
    public Schema schema() {
        return schema;
    }

    public Bytes encode(T value) {
        return Bytes.wrap(encode.apply(value));
    }

    /** The body in another version of the schema. */
    public Bytes encodeAs(Schema version, T value) {
        return Bytes.wrap(resolved(schema, version, encode.apply(value)));
    }

    /**
     * The value of a body of this version.
     *
     * @throws IllegalArgumentException when the bytes are not such a body
     */
    public T decode(Bytes body) {
        return decode.apply(body.array());
    }

    /**
     * The value of a body that was written with another version of the schema.
     *
     * @throws IllegalArgumentException when the bytes are not such a body or the version is incompatible
     */
    public T decode(Schema writer, Bytes body) {
        return writer.equals(schema) ? decode(body) : decode.apply(resolved(writer, schema, body.array()));
    }

    private static byte[] resolved(Schema from, Schema to, byte[] body) {
        try {
            Object datum = new GenericDatumReader<>(from, to)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
            ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<>(to).write(datum, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | AvroRuntimeException e) {
            throw new IllegalArgumentException(
                    "not a " + to.getName() + " of a compatible schema: " + e.getMessage(), e);
        }
    }
}
