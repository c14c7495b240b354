package io.tribunal.cli.options;

import io.tribunal.deployment.error.UserError;
import io.tribunal.core.behaviour.Automaton;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a behaviour model from its YAML form (PROTOCOL 9) and refuses all that a model may not hold, also expressions that
 * RE2 does not take: in the log they would match nothing.
 */
final class BehaviourFile {
    private static final int MAX_CHARACTERS = 256 << 10;
    private static final int MAX_DEPTH = 8;
    private static final String FOREVER = "*";

    private BehaviourFile() {}

    /**
     * The model of a file.
     *
     * @throws UserError that says where the file is wrong, and in what
     */
    static BehaviourModel read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserError(file + " cannot be read as UTF-8 text: " + e.getMessage());
        }
    }

    static BehaviourModel parse(String name, String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        try {
            requireShallow(new Parse(settings).parseString(yaml));
            BehaviourModel model = model(new YamlValue(name, new Load(settings).loadFromString(yaml)));
            requireExpressions(name, model);
            return model;
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new UserError(name + ": " + e.getMessage());
        }
    }

    /** Loading is recursive, parsing is not. */
    private static void requireShallow(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            depth += switch (event.getEventId()) {
                case SequenceStart, MappingStart -> 1;
                case SequenceEnd, MappingEnd -> -1;
                default -> 0;
            };
            if (depth > MAX_DEPTH) {
                throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
            }
        }
    }

    private static BehaviourModel model(YamlValue root) {
        root.requireKeys(Set.of("start", "states", "alarm", "transitions"));
        return new BehaviourModel(
                root.get("start").text(),
                names(root.get("states")),
                root.find("alarm").map(BehaviourFile::names).orElseGet(TreeSet::new),
                root.get("transitions").items().stream()
                        .map(BehaviourFile::transition)
                        .toList());
    }

    private static SortedSet<String> names(YamlValue list) {
        TreeSet<String> names = new TreeSet<>();
        for (YamlValue name : list.items()) {
            if (!names.add(name.text())) {
                throw new IllegalArgumentException(name.where() + " is named twice");
            }
        }
        return names;
    }

    private static Transition transition(YamlValue edge) {
        edge.requireKeys(Set.of("from", "input", "output", "count", "to"));
        YamlValue count = edge.get("count");
        return new Transition(
                edge.get("from").text(),
                edge.get("input").text(),
                edge.get("output").text(),
                count.is(FOREVER) ? Optional.empty() : Optional.of(count.number()),
                edge.get("to").text());
    }

    private static void requireExpressions(String name, BehaviourModel model) {
        List<String> faults = new Automaton(model).faults();
        if (!faults.isEmpty()) {
            throw new UserError(
                    name + ": RE2 does not take these expressions, or they are too large or fold case (?i): " + faults);
        }
    }
}
