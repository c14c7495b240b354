package io.tribunal.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.ValidatorId;
import io.tribunal.deployment.plan.DeploymentPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class DeploymentOptionsTest {
    @Command(name = "new")
    private static final class NewDeployment {
        @Mixin
        private DeploymentOptions options = new DeploymentOptions();
    }

    @Test
    void shouldHaveTheUsualNumberOfValidatorsByDefault() {
        assertThat(validators(3)).containsExactly("v1", "v2", "v3");
        assertThat(validators(0)).isEmpty();
    }

    @Test
    void shouldHaveAsManyValidatorsAsGivenInTheOrderOfTheirNames() {
        assertThat(validators(3, "--validators", "0")).isEmpty();
        assertThat(validators(0, "--validators", "1")).containsExactly("v1");
        assertThat(validators(0, "--validators", "11"))
                .startsWith("v1", "v10", "v11", "v2")
                .hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4", "-1", "-2"})
    void shouldRefuseAnEvenOrNegativeNumberOfValidators(String count) {
        assertThatThrownBy(() -> validators(3, "--validators", count))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--validators must be odd and below 100, or 0, not " + count);
    }

    @Test
    void shouldAssignTheJavaVariantsInTurn() {
        assertThat(variants()).containsExactly("decimal", "digits", "functional", "scaled", "decimal");
        assertThat(variants("--executors", "java,scaled,java")).containsExactly("decimal", "scaled", "digits");
    }

    @Test
    void shouldListTheKnownImplementationsAndExecutors() {
        assertThatThrownBy(() -> variants("--executors", "java,cobol"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("no executor variant cobol; known are java, [decimal, digits, functional, scaled] and []");
        assertThatThrownBy(() -> variants("--fault", "e9=silent"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--fault names no executor of this deployment: [e9]");
    }

    private static List<String> variants(String... arguments) {
        NewDeployment command = new NewDeployment();
        new CommandLine(command).parseArgs(arguments);
        return command.options.plan(0).executors().stream()
                .map(DeploymentPlan.ExecutorSpec::variant)
                .toList();
    }

    private static List<String> validators(int usual, String... arguments) {
        NewDeployment command = new NewDeployment();
        new CommandLine(command).parseArgs(arguments);
        return command.options.plan(usual).validators().stream()
                .map(ValidatorId::value)
                .toList();
    }
}
