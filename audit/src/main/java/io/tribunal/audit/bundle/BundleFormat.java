package io.tribunal.audit.bundle;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.normalize.CanonicalJson;
import io.tribunal.core.normalize.NumberGrammar;
import io.tribunal.core.normalize.StrictJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bundle as a file: one JSON object in canonical form (RFC 8785) and a line feed, records in base64, hashes in hex. A
 * bundle has exactly one encoding, so every byte of a file counts.
 */
public final class BundleFormat {
    private static final byte LINE_FEED = '\n';
    private static final ObjectMapper JSON = mapper();

    private BundleFormat() {}

    /**
     * The file of a bundle.
     *
     * @throws IllegalArgumentException when a number in it is beyond 2^53 - 1
     */
    public static byte[] write(EvidenceBundle bundle) {
        try {
            byte[] text = StrictJson.parse(JSON.writeValueAsBytes(bundle))
                    .flatMap(value -> CanonicalJson.write(value, NumberGrammar.INTEGERS))
                    .orElseThrow(
                            () -> new IllegalArgumentException("a number is too large, or a text is not valid Unicode"))
                    .array();
            byte[] file = Arrays.copyOf(text, text.length + 1);
            file[text.length] = LINE_FEED;
            return file;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the bundle cannot be written", e);
        }
    }

    /** The bundle of a file, or empty when the bytes are not exactly what {@link #write} makes of one. */
    public static Optional<EvidenceBundle> read(byte[] file) {
        try {
            @Nullable EvidenceBundle bundle = JSON.readValue(file, EvidenceBundle.class);
            return Optional.ofNullable(bundle).filter(known -> Arrays.equals(write(known), file));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ObjectMapper mapper() {
        SimpleModule types = new SimpleModule();
        add(
                types,
                Bytes.class,
                bytes -> Base64.getEncoder().encodeToString(bytes.array()),
                text -> Bytes.wrap(Base64.getDecoder().decode(text)));
        add(types, Hash.class, Hash::toHex, Hash::hex);
        add(types, ExecutorId.class, ExecutorId::value, ExecutorId::new);
        return JsonMapper.builder()
                .addModule(types)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static <T> void add(
            SimpleModule types, Class<T> type, Function<T, String> write, Function<String, T> read) {
        types.addSerializer(type, new AsText<>(type, write));
        types.addDeserializer(type, new FromText<>(type, read));
    }

    private static final class AsText<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<T, String> write;

        AsText(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(write.apply(value));
        }
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> read;

        FromText(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return read.apply(json.getText());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(json, "not a " + handledType().getSimpleName(), e);
            }
        }
    }
}
