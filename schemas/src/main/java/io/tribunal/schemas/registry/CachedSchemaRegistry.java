package io.tribunal.schemas.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * Caches every successful lookup. Schemas are compared by identity, because hashing one costs as much as encoding a
 * record.
 */
public final class CachedSchemaRegistry implements SchemaRegistry {
    private static final int REMEMBERED = 1_000;

    private enum Question {
        REGISTER,
        LOOKUP,
        ID,
        GUID,
        LATEST
    }

    private final SchemaRegistry registry;
    private final Map<Key, Object> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Object> eldest) {
            return size() > REMEMBERED;
        }
    };

    public CachedSchemaRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** A cached client of the configured registry. */
    public static SchemaRegistry connect(RegistryConfig config) {
        return new CachedSchemaRegistry(new RestSchemaRegistry(new RestTransport(config)));
    }

    @Override
    public int register(String subject, Schema schema) {
        return remember(
                new Key(Question.REGISTER, subject, new Identity(schema)), () -> registry.register(subject, schema));
    }

    @Override
    public int lookup(String subject, Schema schema) {
        return remember(
                new Key(Question.LOOKUP, subject, new Identity(schema)), () -> registry.lookup(subject, schema));
    }

    @Override
    public Schema byId(int id) {
        return remember(new Key(Question.ID, "", id), () -> registry.byId(id));
    }

    @Override
    public Schema byGuid(String guid) {
        return remember(new Key(Question.GUID, guid, ""), () -> registry.byGuid(guid));
    }

    /** The newest version at the time of the first lookup. */
    @Override
    public RegisteredSchema latest(String subject) {
        return remember(new Key(Question.LATEST, subject, ""), () -> registry.latest(subject));
    }

    @SuppressWarnings("unchecked") // a key determines the type of its value
    private synchronized <T> T remember(Key key, Supplier<T> ask) {
        T known = (T) answers.get(key);
        if (known != null) {
            return known;
        }
        T answer = ask.get();
        answers.put(key, answer);
        return answer;
    }

    private record Key(Question question, String name, Object subject) {}

    private record Identity(Schema schema) {
        @Override
        @SuppressWarnings("ReferenceEquality") // identity is what this key is for
        public boolean equals(Object other) {
            return other instanceof Identity that && schema == that.schema;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(schema);
        }
    }
}
