package io.tribunal.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.signature.BatchProof;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedResponseTest {
    private static LoggedResponse response(int bytes, int writes, int path, Optional<BatchProof> proof) {
        Response response = new Response(
                1,
                Hash.ZERO,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Status.OK,
                "",
                Bytes.EMPTY,
                Collections.nCopies(writes, Write.remove(Bytes.EMPTY)));
        ResponseBatch.Item item = new ResponseBatch.Item(Bytes.wrap(new byte[bytes]), response);
        SignedEnvelope envelope = new SignedEnvelope("", Bytes.EMPTY, "", Bytes.EMPTY, proof);
        return new LoggedResponse(
                new ExecutorId("e1"),
                new ResponseBatch.Proved(envelope, 1, 0, Collections.nCopies(path, Hash.ZERO), item),
                1);
    }

    @Test
    void shouldBoundTheMemoryByItsLengths() {
        assertThat(response(0, 0, 0, Optional.empty()).retainedBytes()).isEqualTo(2_048);
        assertThat(response(100, 0, 0, Optional.empty()).retainedBytes()).isEqualTo(2_248);
        assertThat(response(0, 3, 0, Optional.empty()).retainedBytes()).isEqualTo(2_528);
        assertThat(response(0, 0, 2, Optional.of(new BatchProof(0, 2, List.of(Hash.ZERO))))
                        .retainedBytes())
                .isEqualTo(2_336);
    }
}
