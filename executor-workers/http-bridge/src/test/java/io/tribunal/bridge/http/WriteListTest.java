package io.tribunal.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Write;
import java.net.ProtocolException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteListTest {
    private static Bytes bytes(String text) {
        return Bytes.utf8(text);
    }

    @Test
    void shouldReadPutsAndRemovals() throws ProtocolException {
        assertThat(WriteList.parse("bWFpbgBhbm4:MTAwfG5vbmU, Ym9i ,_-8:"))
                .containsExactly(
                        Write.put(bytes("main\0ann"), bytes("100|none")),
                        Write.remove(bytes("bob")),
                        Write.put(Bytes.hex("ffef"), Bytes.EMPTY));
        assertThat(WriteList.parse("")).isEmpty();
        assertThat(WriteList.parse(" , ,")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "YQ:b", "YQ:YQ:YQ", "Y Q", "+/8", "YQ,YQ", "YQ:,YQ", "é"})
    void shouldRejectMalformedLists(String header) {
        assertThatThrownBy(() -> WriteList.parse(header)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void shouldWriteAStateThatAServiceCanReadLineByLine() {
        Map<Bytes, Bytes> entries = new TreeMap<>(Map.of(bytes("a"), bytes("1"), bytes("b"), Bytes.EMPTY));

        assertThat(Bytes.wrap(WriteList.lines(entries)).toUtf8()).isEqualTo("YQ:MQ\nYg:\n");
    }
}
