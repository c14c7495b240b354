package io.tribunal.deployment.role;

import io.tribunal.core.identity.Hash;
import io.tribunal.isolation.ValidatorConfig;
import io.tribunal.isolation.ValidatorRole;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.founding.FoundedTopics;
import io.tribunal.kafka.process.PreparedRole;
import io.tribunal.kafka.process.RoleRun;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import io.tribunal.statestore.StateStoreRole;
import io.tribunal.vote.VoteConfig;
import io.tribunal.vote.VoteRole;
import io.tribunal.worker.ExecutorConfig;
import io.tribunal.worker.loop.ExecutorRole;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;

/** The roles in Java, each created from its settings. */
public final class Roles {
    private static final Set<Topic> USED_BY_VOTER =
            Set.of(Topic.BUSINESS_LOG, Topic.RESPONSE_LOG, Topic.VERDICTS, Topic.DEVIATIONS, Topic.DEAD_LETTERS);
    private static final Set<Topic> USED_BY_VALIDATOR = Set.of(
            Topic.BUSINESS_LOG,
            Topic.RESPONSE_LOG,
            Topic.ISOLATION_ENDORSEMENTS,
            Topic.ISOLATION_DECISIONS,
            Topic.ISOLATION_AUDIT,
            Topic.CHECKPOINTS);
    private static final Set<Topic> USED_BY_STATE_STORE =
            Set.of(Topic.VERDICTS, Topic.BUSINESS_LOG, Topic.CHECKPOINTS, Topic.SNAPSHOTS);

    private Roles() {}

    /**
     * An executor.
     *
     * @param crash what the fault {@code crash} does; it must not return
     */
    public static RoleRun executor(ConfigSources settings, Runnable crash) {
        TribunalConfig config = TribunalConfig.of(settings.resolve(ExecutorConfig.definition()));
        String name = config.executorId().map(id -> "execute-" + id.value()).orElse("execute");
        return new RoleRun(name, ExecutorRole.create(config, crash), config.health());
    }

    /**
     * Checks the environment that all roles of a deployment get. A role that does not know one of its variables would end at once.
     *
     * @throws ConfigException for a variable that some role does not know
     */
    public static void requireKnown(Map<String, String> environment) {
        ConfigSources sources = new ConfigSources().environment(environment);
        for (ConfigDef definition : List.of(
                ExecutorConfig.definition(),
                VoteConfig.definition(),
                ValidatorConfig.definition(),
                StateStoreRole.definition())) {
            sources.requireKnownVariables(definition);
        }
    }

    /** One instance of the voter. */
    public static RoleRun voter(ConfigSources settings) {
        VoteConfig config = VoteConfig.of(settings.resolve(VoteConfig.definition()));
        RegisteredSchemas schemas = new RegisteredSchemas(config.shared());
        FoundedTopics topics =
                founded(config.shared(), config.deployment(), USED_BY_VOTER, List.of(config.applicationId()));
        PreparedRole role = new PreparedRole(() -> {
            topics.require();
            return new VoteRole(config, SchemaIds.of(schemas, VoteRole.WRITTEN), topics::require);
        });
        return new RoleRun("vote", role, config.shared().health());
    }

    public static RoleRun validator(ConfigSources settings) {
        ValidatorConfig config = ValidatorConfig.of(settings.resolve(ValidatorConfig.definition()));
        RegisteredSchemas schemas = new RegisteredSchemas(config.shared());
        FoundedTopics topics = founded(config.shared(), config.deployment(), USED_BY_VALIDATOR, List.of());
        PreparedRole role = new PreparedRole(() -> {
            topics.require();
            return new ValidatorRole(config, SchemaIds.of(schemas, ValidatorRole.WRITTEN), topics::require);
        });
        return new RoleRun(
                "validate-" + config.validatorId(), role, config.shared().health());
    }

    /** The state store. It checks the topics if it is told of which deployment they must be. */
    public static RoleRun stateStore(ConfigSources settings) {
        TribunalConfig config = TribunalConfig.of(settings.resolve(StateStoreRole.definition()));
        RegisteredSchemas schemas = new RegisteredSchemas(config);
        Runnable topics = config.deployment()
                .<Runnable>map(deployment -> founded(config, deployment, USED_BY_STATE_STORE, List.of())::require)
                .orElse(() -> {});
        PreparedRole role = new PreparedRole(() -> {
            topics.run();
            return new StateStoreRole(config, schemas.idOf(Topic.SNAPSHOTS), topics);
        });
        return new RoleRun("state", role, config.health());
    }

    private static FoundedTopics founded(
            TribunalConfig config, Hash deployment, Set<Topic> topics, List<String> groups) {
        return new FoundedTopics(
                new ClientSettings(config), TopicNames.of(config.namespace()), deployment, topics, groups);
    }
}
