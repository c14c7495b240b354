package io.tribunal.lab.containers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Whether Docker is there, and whether it may be missing. */
final class DockerCondition implements ExecutionCondition {
    private static final String REQUIRED = "REQUIRE_DOCKER";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return judge(DockerClientFactory.instance().isDockerAvailable(), System.getenv(REQUIRED));
    }

    static ConditionEvaluationResult judge(boolean available, String required) {
        if (available) {
            return ConditionEvaluationResult.enabled("Docker answers");
        }
        if (Boolean.parseBoolean(required)) {
            throw new IllegalStateException(REQUIRED + " is true and no Docker answers");
        }
        return ConditionEvaluationResult.disabled("no Docker answers on this machine; these tests need one");
    }
}
