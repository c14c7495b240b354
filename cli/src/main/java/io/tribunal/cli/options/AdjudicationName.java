package io.tribunal.cli.options;

import io.tribunal.core.policy.Adjudication;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of the adjudication rules on the command line, such as {@code exact-majority}. */
public final class AdjudicationName {
    private AdjudicationName() {}

    public static String of(Adjudication rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Adjudication> find(String name) {
        return Stream.of(Adjudication.values())
                .filter(rule -> of(rule).equals(name))
                .findFirst();
    }

    static List<String> all() {
        return Stream.of(Adjudication.values()).map(AdjudicationName::of).toList();
    }
}
