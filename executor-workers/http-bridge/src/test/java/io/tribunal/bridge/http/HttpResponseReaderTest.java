package io.tribunal.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseReaderTest {
    private static HttpResponse read(String response) throws IOException {
        return new HttpResponseReader(new ByteArrayInputStream(response.getBytes(StandardCharsets.ISO_8859_1))).read();
    }

    @Test
    void shouldReadBodiesWithLengthChunkedAndUpToTheEnd() throws IOException {
        HttpResponse expected = new HttpResponse(200, "application/json", "YQ:MQ,Yg", Bytes.utf8("{\"a\":1}"));
        String head = "HTTP/1.1 200 OK\r\ncontent-TYPE:application/json  \r\nTribunal-Writes: YQ:MQ\r\n"
                + "tribunal-writes: Yg\r\n";

        assertThat(read(head + "Content-Length: 7\r\n\r\n{\"a\":1}and more")).isEqualTo(expected);
        assertThat(read(head + "\r\n{\"a\":1}")).isEqualTo(expected);
        assertThat(read(head
                        + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"a\r\n4\r\n\":1}\r\n0\r\nTrailer: x\r\n\r\n"))
                .isEqualTo(expected);
        assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204\r\n\r\n"))
                .isEqualTo(new HttpResponse(204, "", "", Bytes.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "garbage\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n folded: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"
            })
    void shouldRejectIncompleteOrMalformedResponses(String response) {
        assertThatThrownBy(() -> read(response)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldFailOrEndOnRandomBytes() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            String start = random.nextBoolean() ? "HTTP/1.1 200 OK\r\n" : "";
            String text = start + new String(noise, StandardCharsets.ISO_8859_1);
            try {
                assertThat(read(text).status()).isEqualTo(200);
            } catch (IOException expected) {
                assertThat(expected).isNotNull();
            }
        }
    }

    /** A stream that never ends and counts the bytes read. */
    private static InputStream endless(String start, AtomicLong bytesRead) {
        byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
        return new InputStream() {
            @Override
            public int read() {
                long at = bytesRead.getAndIncrement();
                return at < head.length ? head[(int) at] : 'x';
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n"
            })
    void shouldReadAnEndlessBodyOnlyOneByteBeyondTheLimit(String head) throws IOException {
        AtomicLong bytesRead = new AtomicLong();

        HttpResponse response = new HttpResponseReader(endless(head, bytesRead)).read();

        assertThat(response.body().length()).isEqualTo(Limits.MAX_RESPONSE_BYTES + 1);
        assertThat(bytesRead.get()).isLessThan(Limits.MAX_RESPONSE_BYTES + 20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nA: ", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"})
    void shouldRejectAnEndlessHead(String head) {
        AtomicLong bytesRead = new AtomicLong();

        assertThatThrownBy(() -> new HttpResponseReader(endless(head, bytesRead)).read())
                .hasMessageContaining("head of more than");
        assertThat(bytesRead.get()).isLessThan(1 << 20);
    }
}
