package io.tribunal.cli.input;

import io.tribunal.core.behaviour.Automaton;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a behaviour model from its YAML form (PROTOCOL 9). Refuses every file that is no valid model, also one with
 * expressions that RE2 does not accept: in the log, such an expression would match nothing.
 */
public final class BehaviourFile {
    private BehaviourFile() {}

    /**
     * Reads the model of a file.
     *
     * @throws UserError if the file is no model; the message names the file, the line and the problem
     */
    public static BehaviourModel read(Path file) {
        return parse(file.toString(), InputFile.text(file.toString(), InputFile.read(file)));
    }

    static BehaviourModel parse(String name, String yaml) {
        BehaviourModel model = model(name, StrictYaml.read(name, yaml, BehaviourYaml.class));
        List<String> faults = new Automaton(model).faults();
        if (!faults.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    name + ": RE2 does not accept these expressions, or they are too large or fold case (?i): "
                            + faults);
        }
        return model;
    }

    private static BehaviourModel model(String name, BehaviourYaml document) {
        try {
            return document.model();
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, name + ": " + e.getMessage());
        }
    }
}
