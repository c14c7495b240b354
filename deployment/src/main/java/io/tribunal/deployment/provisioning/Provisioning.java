package io.tribunal.deployment.provisioning;

import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.topic.TopicCreation;
import io.tribunal.kafka.topic.TopicDifference;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Prepares a deployment on a running cluster: keys, topics, genesis, {@code cluster.json}. It can be repeated, also after a crash
 * at any point: what exists is kept and checked.
 *
 * @param replicas copies of each record
 * @param leaders of the partitions of new topics
 */
public record Provisioning(DataDirectory data, DeploymentPlan plan, int replicas, TopicCreation.Leaders leaders) {
    /** On brokers that lead in turns. */
    public Provisioning(DataDirectory data, DeploymentPlan plan, int replicas) {
        this(data, plan, replicas, TopicCreation.Leaders.SPREAD);
    }

    /** On brokers that keep three copies. */
    public Provisioning(DataDirectory data, DeploymentPlan plan) {
        this(data, plan, Arrangement.REPLICAS);
    }

    private Keyring keys() {
        return new Keyring(data.keys());
    }

    /** The settings files of roles that reach the brokers by that address. */
    public RoleFiles roleFiles(ClusterFile cluster) {
        return new RoleFiles(data, cluster, keys(), replicas);
    }

    /** Prepares the deployment and writes a settings file for each role of the plan. */
    public ClusterFile provisionWithRoleFiles(String bootstrapServers, String schemaRegistryUrl) {
        ClusterFile cluster = provision(bootstrapServers, schemaRegistryUrl);
        try {
            roleFiles(cluster).all(plan);
            return cluster;
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /** Prepares the deployment without settings files of roles. */
    public ClusterFile provision(String bootstrapServers, String schemaRegistryUrl) {
        try {
            GenesisFile genesis = GenesisFile.in(data.root(), keys(), plan);
            TopicCatalogue topics =
                    new TopicCatalogue(plan.namespace(), genesis.genesis().partitions(), replicas);
            ClientSettings settings = new ClientSettings(TribunalConfig.of(new ConfigSources()
                    .flag(TribunalConfig.BOOTSTRAP_SERVERS, bootstrapServers)
                    .resolve(TribunalConfig.definition())));
            createTopics(settings, topics);
            GenesisWriter.write(settings, topics.businessLog(), genesis);
            RulesWriter.write(settings, topics, genesis);
            ClusterFile cluster = new ClusterFile(
                    bootstrapServers,
                    schemaRegistryUrl,
                    genesis.deployment().toHex(),
                    plan.namespace(),
                    topics.partitions(),
                    ProcessHandle.current().pid());
            cluster.write(data.root());
            return cluster;
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private UserError notWritable(IOException failure) {
        return new UserError("cannot write to " + data.root() + ": " + failure);
    }

    private void createTopics(ClientSettings settings, TopicCatalogue topics) {
        try (Admin admin = Admin.create(settings.admin())) {
            List<TopicDifference> differences = new TopicCreation(admin, leaders).apply(topics.all());
            if (!differences.isEmpty()) {
                throw new UserError("topics differ from the catalogue:\n"
                        + differences.stream().map(TopicDifference::toString).collect(Collectors.joining("\n")));
            }
        }
    }
}
