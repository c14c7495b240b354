package io.tribunal.deployment.role;

import io.tribunal.isolation.ValidatorConfig;
import io.tribunal.isolation.ValidatorRole;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.process.RoleRun;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.statestore.StateStoreRole;
import io.tribunal.vote.VoteConfig;
import io.tribunal.vote.VoteRole;
import io.tribunal.worker.ExecutorConfig;
import io.tribunal.worker.loop.ExecutorRole;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** The roles in Java, each created from its settings. */
public final class Roles {
    private Roles() {}

    /**
     * An executor.
     *
     * @param crash what the fault {@code crash} does; it must not return
     */
    public static RoleRun executor(ConfigSources settings, Runnable crash) {
        TribunalConfig config = TribunalConfig.of(settings.resolve(ExecutorConfig.definition()));
        String name = config.executorId().map(id -> "execute-" + id.value()).orElse("execute");
        return new RoleRun(name, ExecutorRole.create(config, crash), config.healthPort());
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
        return new RoleRun(
                "vote",
                new VoteRole(config, new RegisteredSchemas(config.shared())),
                config.shared().healthPort());
    }

    public static RoleRun validator(ConfigSources settings) {
        ValidatorConfig config = ValidatorConfig.of(settings.resolve(ValidatorConfig.definition()));
        return new RoleRun(
                "validate-" + config.validatorId(),
                new ValidatorRole(config, new RegisteredSchemas(config.shared())),
                config.shared().healthPort());
    }

    public static RoleRun stateStore(ConfigSources settings) {
        TribunalConfig config = TribunalConfig.of(settings.resolve(StateStoreRole.definition()));
        return new RoleRun("state", new StateStoreRole(config), config.healthPort());
    }
}
