package io.tribunal.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {
    @Test
    void shouldNameTheSameTopicsAsTheCatalogue() {
        // Given
        TopicNames names = TopicNames.of("bank");

        // When
        TopicCatalogue catalogue = new TopicCatalogue("bank", 3);

        // Then
        assertThat(catalogue.all())
                .extracting(TopicSpec::name)
                .contains(names.businessLog(), names.responseLog(), names.verdicts(), names.deviations());
        assertThat(catalogue.all())
                .extracting(TopicSpec::name)
                .contains(
                        names.isolationEndorsements(),
                        names.isolationDecisions(),
                        names.isolationAudit(),
                        names.rules(),
                        names.checkpoints(),
                        names.snapshots());
    }

    @Test
    void shouldRecognizeOnlyItsOwnTopics() {
        assertThat(TopicNames.of("bank").topicOf("bank.verdicts")).contains(Topic.VERDICTS);
        assertThat(TopicNames.of("bank").topicOf("other.verdicts")).isEmpty();
        assertThat(TopicNames.of("bank").topicOf("bank.verdict")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a\nb", "ü"})
    void shouldRefuseAnInvalidNamespace(String namespace) {
        assertThatThrownBy(() -> TopicNames.of(namespace)).hasMessageContaining("tribunal.namespace");
    }
}
