package io.tribunal.conformance.fuzz;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * A difference, as small as it could be made.
 *
 * @param what in a few words
 * @param inputs lines that tell what was asked, in order
 * @param answers what each implementation says, by its name, to the last input that they differ on
 */
public record Disagreement(String what, List<String> inputs, Map<String, String> answers) {
    public Disagreement {
        inputs = List.copyOf(inputs);
    }

    public void print(PrintWriter out) {
        out.println(what + "; minimised to " + inputs.size() + (inputs.size() == 1 ? " input:" : " inputs:"));
        for (int i = 0; i < inputs.size(); i++) {
            out.println("  " + (i + 1) + "  " + inputs.get(i));
        }
        answers.forEach((name, answer) -> out.println("  " + name + " says " + answer));
        out.flush();
    }
}
