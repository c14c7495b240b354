package io.tribunal.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Role;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadTypeTest {
    @ParameterizedTest
    @CsvSource({
        "GENESIS,application/vnd.tribunal.genesis.v1+avro,ROOT",
        "REQUEST,application/vnd.tribunal.request.v1+avro,CLIENT",
        "CONTROL,application/vnd.tribunal.control.v1+avro,VALIDATOR ROOT",
        "RESPONSE_BATCH,application/vnd.tribunal.response-batch.v1+avro,EXECUTOR VALIDATOR"
    })
    void shouldHaveTheMediaTypeAndTheSignersOfTheProtocol(PayloadType type, String mediaType, String signers) {
        assertThat(type.mediaType()).isEqualTo(mediaType);
        assertThat(Arrays.stream(Role.values()).filter(type::maySign).map(Role::name))
                .containsExactlyInAnyOrder(signers.split(" "));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundByItsMediaType(PayloadType type) {
        assertThat(PayloadType.ofMediaType(type.mediaType())).contains(type);
    }

    @Test
    void shouldNotKnowOtherMediaTypes() {
        assertThat(PayloadType.ofMediaType("application/vnd.tribunal.request.v2+avro"))
                .isEmpty();
        assertThat(PayloadType.ofMediaType("Application/vnd.tribunal.request.v1+avro"))
                .isEmpty();
        assertThat(PayloadType.ofMediaType("")).isEmpty();
    }
}
