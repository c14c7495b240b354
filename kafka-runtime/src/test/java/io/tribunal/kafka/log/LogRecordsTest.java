package io.tribunal.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogRecordsTest {
    static Stream<byte[]> whatIsNoVerdict() {
        return Stream.of(null, new byte[0], new byte[5], "not Avro".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoVerdict")
    void shouldReturnEmptyForAnUnreadableVerdict(byte[] value) {
        assertThat(LogRecords.verdict(new ConsumerRecord<>("verdicts", 0, 0, new byte[0], value)))
                .isEmpty();
    }
}
