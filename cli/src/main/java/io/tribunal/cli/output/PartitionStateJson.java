package io.tribunal.cli.output;

import io.tribunal.statestore.state.CommittedState;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the chains of one partition's verdicts end. */
public final class PartitionStateJson {
    private PartitionStateJson() {}

    public static Map<String, Object> of(CommittedState.Summary partition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("partition", partition.partition());
        json.put("verdicts", partition.verdicts());
        json.put("digest", partition.digest());
        json.put("lastVerdict", partition.lastVerdict());
        json.put("held", partition.held());
        partition.broken().ifPresent(cause -> json.put("broken", cause.toString()));
        return json;
    }
}
