package io.tribunal.deployment.provisioning;

import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.founding.FoundedLog;
import io.tribunal.kafka.founding.KafkaFoundedLog;
import io.tribunal.kafka.founding.SignedTopics;
import io.tribunal.kafka.founding.TopicIds;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.kafka.topic.TopicCreation;
import io.tribunal.kafka.topic.TopicDifference;
import io.tribunal.schemas.registry.RegistryConfig;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Prepares a deployment on a running cluster: keys, topics, genesis, {@code cluster.json}. It can be repeated, also after a crash
 * at any point: what exists is kept and checked, and what a founded deployment lacks is refused.
 *
 * @param replicas copies of each record
 * @param leaders of the partitions of new topics
 */
public record Provisioning(DataDirectory data, DeploymentPlan plan, int replicas, TopicCreation.Leaders leaders) {
    /** Waits of 0.2 s, doubled up to 5 s, lie between them: a registry that starts at the same time is waited for. */
    private static final String REGISTRY_RETRIES = "10";

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
            SchemaIds schemas = schemas(bootstrapServers, schemaRegistryUrl);
            GenesisFile genesis = GenesisFile.in(data.root(), keys(), plan, schemas.idOf(Topic.BUSINESS_LOG));
            TopicCatalogue topics =
                    new TopicCatalogue(plan.namespace(), genesis.genesis().partitions(), replicas);
            ClientSettings settings = new ClientSettings(config(new ConfigSources(), bootstrapServers));
            TopicIds founded = topics(settings, topics, genesis);
            GenesisWriter.write(settings, topics.businessLog(), genesis);
            SignedEnvelope list = SignedTopics.sign(founded, keys().founding(DeploymentPlan.ROOT));
            RulesWriter.write(settings, topics, genesis, list, schemas.idOf(Topic.RULES));
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

    private static TribunalConfig config(ConfigSources sources, String bootstrapServers) {
        return TribunalConfig.of(
                sources.flag(TribunalConfig.BOOTSTRAP_SERVERS, bootstrapServers).resolve(TribunalConfig.definition()));
    }

    /** Registers the schemas of all topics, so that whoever writes finds its id, whatever language it is written in. */
    private SchemaIds schemas(String bootstrapServers, String url) {
        ConfigSources sources = new ConfigSources()
                .flag(TribunalConfig.NAMESPACE, plan.namespace())
                .flag(RegistryConfig.RETRIES, REGISTRY_RETRIES);
        if (!url.isBlank()) {
            sources.flag(TribunalConfig.SCHEMA_REGISTRY_URL, url);
        }
        try {
            return SchemaIds.of(new RegisteredSchemas(config(sources, bootstrapServers)), EnumSet.allOf(Topic.class));
        } catch (RegistryException e) {
            throw new UserError("the schemas cannot be registered: " + e.getMessage()
                    + "; start the schema registry, or provision without one");
        }
    }

    /** Checks the topics of a founded deployment, and makes those of a new one. */
    private TopicIds topics(ClientSettings settings, TopicCatalogue topics, GenesisFile genesis) throws IOException {
        try (Admin admin = Admin.create(settings.admin());
                FoundedLog log = new KafkaFoundedLog(settings, topics)) {
            Founding founding = new Founding(log, topics, genesis, FoundingFile.in(data.root()));
            if (!plan.acceptTopics()) {
                founding.requireFounded();
            }
            createTopics(admin, topics);
            if (plan.acceptTopics()) {
                founding.accept(admin);
            }
            return founding.note();
        }
    }

    private UserError notWritable(IOException failure) {
        return new UserError("cannot write to " + data.root() + ": " + failure);
    }

    private void createTopics(Admin admin, TopicCatalogue topics) {
        List<TopicDifference> differences = new TopicCreation(admin, leaders).apply(topics.all());
        if (!differences.isEmpty()) {
            throw new UserError("topics differ from the catalogue:\n"
                    + differences.stream().map(TopicDifference::toString).collect(Collectors.joining("\n")));
        }
    }
}
