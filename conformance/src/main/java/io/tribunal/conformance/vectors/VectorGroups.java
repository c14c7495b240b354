package io.tribunal.conformance.vectors;

import io.tribunal.conformance.report.CheckGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Maps each file of vectors to its probe, or to the reason why it has none. */
public final class VectorGroups {
    private static final Map<String, VectorGroup.Check> CHECKS = Map.ofEntries(
            Map.entry("partitioner", PlainVectors::partitioner),
            Map.entry("signatures", PlainVectors::signatures),
            Map.entry("keys", PlainVectors::keys),
            Map.entry("normalization", PlainVectors::bodies),
            Map.entry("replay-window", PlainVectors::window),
            Map.entry("state", PlainVectors::state),
            Map.entry("admission", LogVectors::admission),
            Map.entry("rules-versions", LogVectors::rulesVersions),
            Map.entry("hostile-envelopes", LogVectors::hostile),
            Map.entry("envelopes", LogVectors::envelopes),
            Map.entry("response-batches", SigningVectors::batches),
            Map.entry("order", SigningVectors::rejoins),
            Map.entry("recovery", LogVectors::recovery));

    private static final Map<String, String> NOT_ASKED = Map.of(
            "decisions", "verdicts and deviations are the voter's and its readers' business",
            "schemas", "no probe; every other file goes through these schemas");

    private static final Map<String, String> ASKED_IN_PART = Map.of(
            "normalization", "request bodies only; the rest is the voter's business",
            "response-batches", "those that an executor would write; the others are for readers of response-log",
            "order", "requests to rejoin only; the rest is the validators' business");

    private VectorGroups() {}

    /** A group for each file that probes can answer, ascending by name. */
    public static List<CheckGroup> all() {
        return VectorFile.all().stream()
                .flatMap(
                        file -> Optional.ofNullable(CHECKS.get(file.name()))
                                .<CheckGroup>map(check -> new VectorGroup(file, check))
                                .stream())
                .toList();
    }

    /** The reasons why some files are not asked, or only in part, by file. */
    public static Map<String, String> remarks() {
        Map<String, String> remarks = new TreeMap<>(ASKED_IN_PART);
        VectorFile.all().stream()
                .map(VectorFile::name)
                .filter(name -> !CHECKS.containsKey(name))
                .forEach(name -> remarks.put(
                        name, "not asked: " + NOT_ASKED.getOrDefault(name, "no probe is known for this file")));
        return remarks;
    }
}
