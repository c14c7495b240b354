package io.tribunal.cli.input;

import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.founding.FoundedTopics;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.util.List;
import java.util.Set;

/** Whether a command reads what belongs to the deployment that it was told to read. */
public final class DeploymentTopics {
    private DeploymentTopics() {}

    /**
     * Checks the topics, if the settings name a deployment.
     *
     * @throws io.tribunal.kafka.log.LogDamagedException when one is missing, was made anew or is another deployment's
     */
    public static void require(TribunalConfig config, Topic... topics) {
        config.deployment()
                .ifPresent(deployment -> new FoundedTopics(
                                new ClientSettings(config),
                                TopicNames.of(config.namespace()),
                                deployment,
                                Set.of(topics),
                                List.of())
                        .require());
    }
}
