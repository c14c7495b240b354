package io.tribunal.schemas.hostile;

import io.tribunal.core.identity.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Canonical Avro bodies in which one field is as large as the body may be: each array full of the smallest items, alike or
 * ascending, and each text and byte string. Everything else is as small as the schema allows.
 */
final class HostileBodies {
    private static final int DIGITS = 4;

    private final int size;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean ascends;
    private int counter;

    private HostileBodies(int size) {
        this.size = size;
    }

    /** The bodies of a schema, of about that many bytes each. */
    static Stream<Bytes> of(Schema schema, int size) {
        return paths(schema).stream()
                .flatMap(path ->
                        Stream.of(true, false).map(ascends -> new HostileBodies(size).body(schema, path, ascends)));
    }

    private Bytes body(Schema schema, List<Integer> path, boolean growsAscending) {
        ascends = growsAscending;
        write(schema, path);
        return Bytes.wrap(out.toByteArray());
    }

    /** The ways to all fields that can grow: indices of fields and of unions' branches, 0 for an array's item. */
    private static List<List<Integer>> paths(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                inside(schema.getFields().stream().map(Schema.Field::schema).toList());
            case UNION -> inside(schema.getTypes());
            case ARRAY -> {
                List<List<Integer>> all = new ArrayList<>(inside(List.of(schema.getElementType())));
                all.add(List.of());
                yield all;
            }
            case STRING, BYTES -> List.of(List.of());
            default -> List.of();
        };
    }

    private static List<List<Integer>> inside(List<Schema> parts) {
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (List<Integer> rest : paths(parts.get(i))) {
                List<Integer> path = new ArrayList<>(List.of(i));
                path.addAll(rest);
                all.add(path);
            }
        }
        return all;
    }

    private void write(Schema schema, List<Integer> path) {
        if (path.isEmpty()) {
            grow(schema);
            return;
        }
        int step = path.getFirst();
        List<Integer> rest = path.subList(1, path.size());
        switch (schema.getType()) {
            case RECORD -> {
                for (int i = 0; i < schema.getFields().size(); i++) {
                    Schema field = schema.getFields().get(i).schema();
                    if (i == step) {
                        write(field, rest);
                    } else {
                        smallest(field);
                    }
                }
            }
            case UNION -> {
                number(step);
                write(schema.getTypes().get(step), rest);
            }
            default -> {
                number(1);
                write(schema.getElementType(), rest);
                number(0);
            }
        }
    }

    private void grow(Schema schema) {
        if (schema.getType() == Schema.Type.ARRAY) {
            HostileBodies items = new HostileBodies(size);
            items.ascends = ascends;
            int count = items.fill(schema.getElementType(), size - out.size());
            number(count);
            out.writeBytes(items.out.toByteArray());
            number(0);
        } else {
            text((ascends ? "a" : "\u00e9").repeat((size - out.size()) / (ascends ? 1 : 2)));
        }
    }

    /** As many items as fit, or one; returns how many. */
    private int fill(Schema item, int room) {
        int count = 0;
        while (count == 0 || out.size() < room - room / count) {
            smallest(item);
            count++;
        }
        return count;
    }

    private void smallest(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> smallest(field.schema()));
            case UNION -> {
                number(0);
                smallest(schema.getTypes().getFirst());
            }
            case FIXED -> out.writeBytes(new byte[schema.getFixedSize()]);
            case STRING, BYTES -> text(ascends ? ascending() : "");
            case BOOLEAN -> out.write(0);
            case ARRAY, ENUM -> number(0);
            case INT, LONG -> number(ascends ? ++counter : 1);
            default -> {}
        }
    }

    private String ascending() {
        StringBuilder digits = new StringBuilder(Integer.toString(counter++, 36));
        while (digits.length() < DIGITS) {
            digits.insert(0, '0');
        }
        return digits.toString();
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        out.writeBytes(bytes);
    }

    private void number(long value) {
        for (long bits = value << 1; ; bits >>>= 7) {
            if (bits < 0x80) {
                out.write((int) bits);
                return;
            }
            out.write((int) (bits & 0x7f | 0x80));
        }
    }
}
