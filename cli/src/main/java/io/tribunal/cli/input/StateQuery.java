package io.tribunal.cli.input;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.statestore.StateReader;
import io.tribunal.statestore.state.BrokenChainException;
import io.tribunal.statestore.state.CommittedState;
import java.time.Duration;
import java.util.function.Function;

/** Queries the committed state: reads all verdicts, checks their chains, and then applies a query. */
public final class StateQuery {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private StateQuery() {}

    /**
     * Reads the state and applies the query to it.
     *
     * @throws GenesisMismatchException if the log is that of another deployment
     * @throws BrokenChainException if the query needs a partition whose chain is broken
     */
    public static <T> T run(TribunalConfig config, Function<CommittedState, T> query) {
        DeploymentLogs.genesis(config);
        DeploymentTopics.require(config, Topic.VERDICTS);
        try {
            return query.apply(StateReader.read(config, PATIENCE));
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
