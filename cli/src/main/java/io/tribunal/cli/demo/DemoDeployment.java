package io.tribunal.cli.demo;

import io.tribunal.deployment.cluster.KeyFiles;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.nio.file.Path;

/**
 * The running deployment of a demo.
 *
 * @param config connects to it
 * @param partitions P of its logs
 * @param keys its signing keys
 * @param journal directory of the client's journal
 * @param isFresh whether its logs were empty before
 */
public record DemoDeployment(
        DeploymentPlan plan, TribunalConfig config, int partitions, KeyFiles keys, Path journal, boolean isFresh) {
    ClientSettings settings() {
        return new ClientSettings(config);
    }

    TopicCatalogue topics() {
        return new TopicCatalogue(config.namespace(), partitions);
    }

    SigningKey clientKey() {
        return SigningKey.fromPem(keys.of(plan.client().value()));
    }
}
