package io.tribunal.lab.containers;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** Whether Docker and the base images are available, and whether they may be missing. */
final class DockerCondition implements ExecutionCondition {
    private static final String REQUIRED = "REQUIRE_DOCKER";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate(missing(), System.getenv(REQUIRED));
    }

    static ConditionEvaluationResult evaluate(Optional<String> missing, String required) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("Docker answers");
        }
        if (Boolean.parseBoolean(required)) {
            throw new IllegalStateException(REQUIRED + " is true, and " + missing.get());
        }
        return ConditionEvaluationResult.disabled(missing.get() + "; these tests need it");
    }

    private static Optional<String> missing() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no Docker answers on this machine");
        }
        return Stream.of(ComposeDirectory.kafkaImage(), ComposeDirectory.baseImage())
                .filter(image -> !isObtainable(image))
                .map(image -> "the image " + image + " is neither present nor can it be pulled")
                .findFirst();
    }

    private static boolean isObtainable(DockerImageName image) {
        try {
            new RemoteDockerImage(image).get();
            return true;
        } catch (Exception notPulled) {
            return false;
        }
    }
}
