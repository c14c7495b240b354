package io.tribunal.conformance.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OverlapTest {
    @Test
    void shouldCompareNamesAndMajorVersions() throws IOException {
        // Given
        Materials one = materials("OpenJDK", "21.0.5+11", "Debian", "12");
        Materials other = materials("OpenJDK", "25+36", "Debian", "12");
        // When
        Overlap overlap = Overlap.of(one, other);
        // Then a component that neither reports counts as shared
        assertThat(overlap.shared()).contains("os (Debian 12)", "kafka (unknown unknown)");
        assertThat(overlap.related()).containsExactly("runtime (OpenJDK)");
        assertThat(overlap.points()).isEqualTo(13);
        assertThat(Overlap.of(one, one).points()).isEqualTo(14);
    }

    @Test
    void shouldEscapeComponentNamesFromExecutors() throws IOException {
        assertThat(materials("a\\u001b[31m", "1", "x", "1").part("runtime").name())
                .isEqualTo("a\\u001b[31m");
    }

    @Test
    void shouldCompareTheLibraryInsideAWrapper() {
        Component wrapped = new Component("OpenSSL via one", "3.0.19");
        assertThat(wrapped.isAlike(new Component("OpenSSL via other", "3.1"))).isTrue();
        assertThat(wrapped.hasNameOf(new Component("BoringSSL via one more", "3")))
                .isFalse();
        assertThat(new Component("a (librdkafka)", "2").isAlike(new Component("librdkafka", "2.1")))
                .isTrue();
        assertThat(new Component("a (own)", "1").hasNameOf(new Component("b (own)", "1")))
                .isFalse();
    }

    private static Materials materials(String runtime, String version, String os, String osVersion) throws IOException {
        return Materials.of(new ObjectMapper()
                .readTree("{\"runtime\":{\"name\":\"" + runtime + "\",\"version\":\"" + version
                        + "\"},\"os\":{\"name\":\"" + os + "\",\"version\":\"" + osVersion + "\"}}"));
    }
}
