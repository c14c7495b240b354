package io.tribunal.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":1}            | {"a":"1"}
                    {"a":1}            | {"a":1,"b":2}
                    {"a":null}         | {}
                    {"a":null}         | {"a":null}
                    [1,[true]]         | ["1",[true]]
                    9007199254740993   | "9007199254740993"
                    """)
    void shouldAcceptEquivalentJson(String expected, String given) throws JsonProcessingException {
        assertThat(JsonDifference.difference(json(expected), json(given))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":1}            | {}
                    {"a":1}            | {"a":null}
                    {"a":null}         | {"a":""}
                    {"a":true}         | {"a":"true"}
                    {}                 | []
                    [1]                | [1,2]
                    [1,2]              | [1]
                    []                 | {}
                    9007199254740993   | 9007199254740992
                    "a"                | {"a":1}
                    """)
    void shouldFindDifferences(String expected, String given) throws JsonProcessingException {
        assertThat(JsonDifference.difference(json(expected), json(given))).isPresent();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
