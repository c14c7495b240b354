package io.tribunal.conformance.fuzz;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * A difference between implementations, with minimised inputs.
 *
 * @param what in a few words
 * @param inputs the inputs in order, one line each
 * @param answers the answer of each implementation to the last input, by name
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
