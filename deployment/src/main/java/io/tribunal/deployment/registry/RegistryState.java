package io.tribunal.deployment.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The contents of the registry. Immutable: each change makes a new state, which is stored before the change is answered.
 *
 * @param schemas by id, ids dense from 1; equal schemas share one id over all subjects
 * @param subjects the ids of a subject's versions, version 1 first
 * @param levels compatibility by subject, where it differs from the global one
 */
record RegistryState(
        CompatibilityLevel globalLevel,
        SortedMap<Integer, String> schemas,
        SortedMap<String, List<Integer>> subjects,
        SortedMap<String, CompatibilityLevel> levels) {
    static RegistryState empty() {
        return new RegistryState(CompatibilityLevel.BACKWARD, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    Optional<Integer> idOf(String schema) {
        return schemas.entrySet().stream()
                .filter(known -> known.getValue().equals(schema))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    List<Integer> versions(String subject) {
        return Optional.ofNullable(subjects.get(subject)).orElseThrow(() -> RegistryError.subjectNotFound(subject));
    }

    CompatibilityLevel levelOf(String subject) {
        return levels.getOrDefault(subject, globalLevel);
    }

    /** With the schema as the subject's next version; the same state where it is one of its versions already. */
    RegistryState withVersion(String subject, String schema) {
        int id = idOf(schema).orElseGet(() -> schemas.isEmpty() ? 1 : schemas.lastKey() + 1);
        List<Integer> ids = new ArrayList<>(subjects.getOrDefault(subject, List.of()));
        if (ids.contains(id)) {
            return this;
        }
        ids.add(id);
        SortedMap<Integer, String> nextSchemas = new TreeMap<>(schemas);
        nextSchemas.put(id, schema);
        SortedMap<String, List<Integer>> nextSubjects = new TreeMap<>(subjects);
        nextSubjects.put(subject, List.copyOf(ids));
        return new RegistryState(globalLevel, nextSchemas, nextSubjects, levels);
    }

    RegistryState withGlobalLevel(CompatibilityLevel level) {
        return new RegistryState(level, schemas, subjects, levels);
    }

    RegistryState withLevel(String subject, CompatibilityLevel level) {
        SortedMap<String, CompatibilityLevel> next = new TreeMap<>(levels);
        next.put(subject, level);
        return new RegistryState(globalLevel, schemas, subjects, next);
    }

    RegistryState withoutLevel(String subject) {
        SortedMap<String, CompatibilityLevel> next = new TreeMap<>(levels);
        next.remove(subject);
        return new RegistryState(globalLevel, schemas, subjects, next);
    }
}
