package io.tribunal.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import org.junit.jupiter.api.Test;

class VoteDigestTest {
    private static final Bytes OUTPUT = Bytes.utf8("{\"account\":\"alice\",\"balance\":\"10\"}");

    /** Computed by sha256sum over the bytes that the protocol names. */
    @Test
    void shouldMatchTheGoldenDigest() {
        assertThat(VoteDigest.of(Status.OK, "application/json", OUTPUT).toHex())
                .isEqualTo("646e734087695f4bc8e47195777126f1a4db981ebd4c2b86b61894da00f9e9ef");
    }

    @Test
    void shouldCoverStatusContentTypeAndOutput() {
        Hash digest = VoteDigest.of(Status.OK, "application/json", OUTPUT);

        assertThat(VoteDigest.of(Status.REFUSED, "application/json", OUTPUT)).isNotEqualTo(digest);
        assertThat(VoteDigest.of(Status.OK, "text/plain", OUTPUT)).isNotEqualTo(digest);
        assertThat(VoteDigest.of(Status.OK, "application/json", Bytes.EMPTY)).isNotEqualTo(digest);
    }
}
