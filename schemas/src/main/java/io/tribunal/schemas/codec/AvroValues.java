package io.tribunal.schemas.codec;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.schemas.avro.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Converts core's values to and from Avro's, with checks that a schema cannot express. */
final class AvroValues {
    private AvroValues() {}

    static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.array());
    }

    static Bytes bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return Bytes.wrap(copy);
    }

    static Digest digest(Hash hash) {
        return new Digest(hash.array());
    }

    static Hash hash(Digest digest) {
        return Hash.wrap(digest.bytes());
    }

    static <A, C> @Nullable A nullable(Optional<C> value, Function<C, A> toAvro) {
        return value.isPresent() ? toAvro.apply(value.get()) : null;
    }

    static <A, C> Optional<C> optional(@Nullable A value, Function<A, C> toCore) {
        return value == null ? Optional.empty() : Optional.of(toCore.apply(value));
    }

    static void require(boolean condition, String problem) {
        if (!condition) {
            throw new MalformedRecordException(problem);
        }
    }

    /** Requires names to ascend strictly by the unsigned bytes of their UTF-8. */
    static void requireAscending(String field, List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            require(
                    Arrays.compareUnsigned(utf8(names.get(i - 1)), utf8(names.get(i))) < 0,
                    field + " not ascending at " + i);
        }
    }

    private static byte[] utf8(String text) {
        return Bytes.utf8(text).array();
    }
}
