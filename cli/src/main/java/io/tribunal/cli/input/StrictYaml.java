package io.tribunal.cli.input;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one small YAML document into records. Refused are: more than 262144 characters, nesting deeper than 8, unknown and
 * duplicate keys, values of another type than the record's, nulls, aliases, tags, and a second document.
 */
final class StrictYaml {
    private static final int MAX_CHARACTERS = 256 << 10;
    private static final int MAX_DEPTH = 8;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final YAMLMapper MAPPER = YAMLMapper.builder(factory())
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private StrictYaml() {}

    private static YAMLFactory factory() {
        return YAMLFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /**
     * The document as a record.
     *
     * @param name of the file, for messages
     * @throws UserError with exit code 2 that names the file, line and column where they are known, and the problem
     */
    static <T> T read(String name, String yaml, Class<T> type) {
        if (yaml.codePointCount(0, yaml.length()) > MAX_CHARACTERS) {
            throw new UserError(ExitCode.USAGE, name + ": longer than " + MAX_CHARACTERS + " characters");
        }
        try (YAMLParser parser = MAPPER.getFactory().createParser(yaml)) {
            requirePlain(parser);
            return MAPPER.readValue(yaml, type);
        } catch (JsonMappingException e) {
            throw new UserError(ExitCode.USAGE, YamlProblem.describe(name, e, placeOf(yaml, e)));
        } catch (JsonProcessingException e) {
            throw new UserError(ExitCode.USAGE, YamlProblem.describe(name, e, e.getLocation()));
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, name + ": " + e.getMessage());
        }
    }

    /** Jackson would read an alias as a text, ignore most tags, and take {@code 1_0} for a number. */
    private static void requirePlain(YAMLParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            require(parser, !parser.isCurrentAlias(), "aliases are not allowed");
            require(parser, parser.getTypeId() == null, "tags are not allowed");
            require(parser, token != JsonToken.VALUE_NULL, "null is not allowed");
            require(
                    parser,
                    token != JsonToken.VALUE_NUMBER_INT
                            || INTEGER.matcher(parser.getText()).matches(),
                    "write whole numbers in decimal digits, and put texts in quotes");
        }
    }

    private static void require(YAMLParser parser, boolean holds, String problem) throws JsonMappingException {
        if (!holds) {
            throw new JsonMappingException(parser, problem, parser.currentTokenLocation());
        }
    }

    /** Where the value stands that a failure is about: Jackson itself names the place that it had read up to. */
    private static @Nullable JsonLocation placeOf(String yaml, JsonMappingException failure) {
        if (failure.getPath().isEmpty() && !(failure instanceof ValueInstantiationException)) {
            return failure.getLocation();
        }
        try (YAMLParser parser = MAPPER.getFactory().createParser(yaml)) {
            JsonLocation place = null;
            String path = YamlProblem.pointer(failure.getPath());
            int sought = failure instanceof UnrecognizedPropertyException ? 1 : 2;
            for (int found = 0; found < sought && parser.nextToken() != null; ) {
                if (parser.getParsingContext().pathAsPointer().toString().equals(path)) {
                    place = parser.currentTokenLocation();
                    found += parser.currentToken() == JsonToken.FIELD_NAME ? 1 : 2;
                }
            }
            return place == null ? failure.getLocation() : place;
        } catch (IOException unreadable) {
            return failure.getLocation();
        }
    }
}
