package io.tribunal.cli.input;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in terms of YAML, not of Java types, where a document is wrong and how. */
final class YamlProblem {
    private YamlProblem() {}

    /** One message: {@code file:line:column: path problem}. */
    static String describe(String name, JsonProcessingException failure, @Nullable JsonLocation location) {
        String place = location == null ? name : name + ":" + location.getLineNr() + ":" + location.getColumnNr();
        return place + ": "
                + (failure instanceof JsonMappingException mapping
                        ? path(mapping.getPath()) + problem(mapping)
                        : syntax(failure.getOriginalMessage()));
    }

    /** The parser's sentences without the lines of the document that it shows between them. */
    private static String syntax(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining("; "));
    }

    /** The path as a JSON pointer. */
    static String pointer(List<JsonMappingException.Reference> references) {
        return references.stream()
                .map(reference -> reference.getFieldName() == null
                        ? Integer.toString(reference.getIndex())
                        : reference.getFieldName().replace("~", "~0").replace("/", "~1"))
                .map(segment -> "/" + segment)
                .collect(Collectors.joining());
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.isEmpty() ? "" : path.append(' ').toString();
    }

    private static String problem(JsonMappingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> "is an unknown key";
            case ValueInstantiationException invalid -> message(invalid);
            case MismatchedInputException mismatch -> expected(mismatch.getTargetType());
            default -> failure.getOriginalMessage();
        };
    }

    /** The message of the record's own check, which Jackson wraps. */
    private static String message(ValueInstantiationException invalid) {
        Throwable cause = invalid.getCause();
        return String.valueOf(cause == null ? invalid.getOriginalMessage() : cause.getMessage());
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == String.class) {
            return "must be a text; put it in quotes";
        }
        if (type == BehaviourYaml.Count.class) {
            return BehaviourYaml.Count.EXPECTED;
        }
        return type != null && List.class.isAssignableFrom(type) ? "must be a list" : "must be a mapping";
    }
}
