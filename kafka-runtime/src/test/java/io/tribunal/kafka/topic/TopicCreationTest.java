package io.tribunal.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicSpec;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCreationTest {
    private static final List<TopicSpec> WANTED = new TopicCatalogue("bank", 3).all();
    private static final String BUSINESS_LOG = new TopicCatalogue("bank", 3).businessLog();

    private final MockAdminClient admin =
            MockAdminClient.create().numBrokers(3).usingRaftController(true).build();
    private final TopicCreation creation = new TopicCreation(admin);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldCreateMissingTopicsAsInTheCatalogue() {
        // When
        List<TopicDifference> differences = creation.apply(WANTED);

        // Then
        assertThat(differences).isEmpty();
        assertThat(creation.verify(WANTED)).isEmpty();
        assertThat(PartitionCount.inTopic(admin, BUSINESS_LOG)).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void shouldAskForOneLeaderOfAllPartitionsWhereBrokersShareAMachine() {
        // Given an administration that notes what is asked for
        List<NewTopic> asked = new ArrayList<>();
        Admin noting = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createTopics")) {
                        ((Collection<?>) arguments[0]).forEach(topic -> asked.add((NewTopic) topic));
                    }
                    return method.invoke(admin, arguments);
                });

        // When
        new TopicCreation(noting, TopicCreation.Leaders.TOGETHER).apply(WANTED);

        // Then
        assertThat(asked)
                .hasSameSizeAs(WANTED)
                .allSatisfy(topic ->
                        assertThat(topic.replicasAssignments().values()).containsOnly(List.of(0, 1, 2)));
    }

    @Test
    void shouldOnlyReportMissingTopicsOnVerify() {
        assertThat(creation.verify(WANTED))
                .hasSize(WANTED.size())
                .allMatch(difference -> difference.found().equals("missing"));
        assertThat(PartitionCount.inTopic(admin, BUSINESS_LOG)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"describeTopics, 2", "describeConfigs, 1"})
    void shouldWaitForABrokerThatDoesNotKnowTheTopicsYet(String query, int number) {
        // Given a broker that answers one of the queries and knows no topic yet
        try (MockAdminClient behind = MockAdminClient.create().numBrokers(3).build()) {
            AtomicInteger asked = new AtomicInteger();
            Admin changing = (Admin) Proxy.newProxyInstance(
                    Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                        boolean late = method.getName().equals(query) && asked.incrementAndGet() == number;
                        return method.invoke(late ? behind : admin, arguments);
                    });

            // When
            List<TopicDifference> differences = new TopicCreation(changing).apply(WANTED);

            // Then
            assertThat(differences).isEmpty();
            assertThat(asked).hasValueGreaterThan(number);
        }
    }

    @Test
    void shouldCompleteAnInterruptedCreation() {
        // Given
        creation.apply(WANTED.subList(0, 2));

        // When
        List<TopicDifference> differences = creation.apply(WANTED);

        // Then
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldReportDifferencesOfAnExistingTopicWithoutChangingIt() {
        // Given
        admin.createTopics(List.of(new NewTopic(BUSINESS_LOG, Optional.of(1), Optional.of((short) 1))
                .configs(java.util.Map.of(TopicConfig.RETENTION_MS_CONFIG, "1000"))));

        // When
        List<TopicDifference> differences = creation.apply(WANTED);

        // Then
        assertThat(differences)
                .isNotEmpty()
                .allMatch(difference -> difference.topic().equals(BUSINESS_LOG))
                .extracting(TopicDifference::setting)
                .contains("partitions", "replication factor", TopicConfig.RETENTION_MS_CONFIG);
        assertThat(differences.get(0)).hasToString(BUSINESS_LOG + ": partitions is 1 and must be 3");
        assertThat(PartitionCount.inTopic(admin, BUSINESS_LOG)).hasValue(1);
    }
}
