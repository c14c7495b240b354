package io.tribunal.core.normalize;

import io.tribunal.core.normalize.PathPattern.Edit;
import io.tribunal.core.policy.NormalizationProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A normalization profile made ready to use: its edits in the order drop, trim, casefold, decimal, unordered; within one
 * kind as listed, but unordered arrays from the inside out, since the order of an outer one depends on the inner ones.
 */
final class ProfileRewrite {
    private record Step(PathPattern pattern, Edit edit) {
        static Comparator<Step> deepestFirst() {
            return Comparator.comparingInt((Step step) -> step.pattern.tokens().size())
                    .reversed();
        }
    }

    private final List<Step> steps;

    private ProfileRewrite(List<Step> steps) {
        this.steps = steps;
    }

    /** Empty when a pointer is malformed, drops the whole output, or asks for a scale outside 0 to 64. */
    static Optional<ProfileRewrite> of(NormalizationProfile profile) {
        try {
            List<Step> steps = new ArrayList<>();
            steps.addAll(drops(profile.drop()));
            steps.addAll(steps(profile.trim(), ProfileEdits.trim()));
            steps.addAll(steps(profile.casefold(), ProfileEdits.casefold()));
            steps.addAll(decimals(profile.decimal()));
            steps.addAll(sorts(profile.unordered()));
            return Optional.of(new ProfileRewrite(steps));
        } catch (InadmissibleJson e) {
            return Optional.empty();
        }
    }

    JsonValue apply(JsonValue output) throws InadmissibleJson {
        JsonValue edited = output;
        for (Step step : steps) {
            edited = step.pattern
                    .apply(edited, step.edit)
                    .orElseThrow(() -> new InadmissibleJson("nothing is left of the output"));
        }
        return edited;
    }

    private static List<Step> drops(List<String> pointers) throws InadmissibleJson {
        if (pointers.contains("")) {
            throw new InadmissibleJson("a profile must not drop the whole output");
        }
        return steps(pointers, ProfileEdits.drop());
    }

    private static List<Step> decimals(Map<String, Integer> scales) throws InadmissibleJson {
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<String, Integer> decimal : scales.entrySet()) {
            int scale = decimal.getValue();
            if (scale < 0 || scale > Decimal.MAX_DIGITS) {
                throw new InadmissibleJson("scale " + scale);
            }
            steps.add(step(decimal.getKey(), ProfileEdits.decimal(scale)));
        }
        return steps;
    }

    private static List<Step> sorts(List<String> pointers) throws InadmissibleJson {
        List<Step> steps = steps(pointers, ProfileEdits.sort());
        steps.sort(Step.deepestFirst());
        return steps;
    }

    private static List<Step> steps(List<String> pointers, Edit edit) throws InadmissibleJson {
        List<Step> steps = new ArrayList<>();
        for (String pointer : pointers) {
            steps.add(step(pointer, edit));
        }
        return steps;
    }

    private static Step step(String pointer, Edit edit) throws InadmissibleJson {
        return new Step(
                PathPattern.parse(pointer).orElseThrow(() -> new InadmissibleJson("not a JSON pointer: " + pointer)),
                edit);
    }
}
