package io.tribunal.kafka.founding;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicIdsTest {
    private static final String NONE = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String ID = "AAAAAAAAAAAAAAAAAAAAAQ";

    @Test
    void shouldBeCanonicalJson() {
        TopicIds topics = new TopicIds(
                Hash.ZERO, new TreeMap<>(Map.of("bank.verdicts", Uuid.ONE_UUID, "bank.rules", Uuid.ONE_UUID)));

        assertThat(topics.encode().toUtf8())
                .isEqualTo("{\"deployment\":\"" + NONE + "\",\"topics\":{\"bank.rules\":\"" + ID
                        + "\",\"bank.verdicts\":\"" + ID + "\"}}");
        assertThat(TopicIds.decode(topics.encode())).contains(topics);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"deployment\":\"0\",\"topics\":{}}",
                "{\"deployment\":\"" + NONE + "\",\"topics\":{}}",
                "{\"deployment\":\"" + NONE + "\",\"topics\":{\"a\":\"short\"}}",
                "{\"deployment\":\"" + NONE + "\",\"topics\":{\"b\":\"" + ID + "\",\"a\":\"" + ID + "\"}}",
                "{\"deployment\":\"" + NONE + "\",\"topics\":{\"a\":\"" + ID + "\",\"a\":\"" + ID + "\"}}",
                "{\"deployment\":\"" + NONE + "\",\"topics\":{\"a b\":\"" + ID + "\"}}",
                "{\"deployment\":\"" + NONE + "\", \"topics\":{\"a\":\"" + ID + "\"}}",
                "{\"deployment\":\"" + NONE + "\",\"topics\":{\"a\":\"" + ID + "\"}}\n"
            })
    void shouldReadNothingElse(String json) {
        assertThat(TopicIds.decode(Bytes.utf8(json))).isEmpty();
    }

    @Test
    void shouldNotReadWithoutBounds() {
        assertThat(TopicIds.decode(Bytes.wrap(new byte[1 << 20]))).isEmpty();
    }
}
