package io.tribunal.cli.output;

import io.tribunal.cli.root.RootStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What ROOT must know before it orders anything. */
public final class RootStatusJson {
    private RootStatusJson() {}

    public static Map<String, Object> of(RootStatus status) {
        Map<String, Long> stopped = new TreeMap<>();
        status.stopped()
                .forEach((partition, entry) -> stopped.put(Integer.toString(partition), entry.businessOffset()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("deployment", status.rules().chain().deployment().toHex());
        json.put("threshold", status.rules().genesis().rootThreshold());
        json.put("nextMandate", status.rules().nextMandate());
        json.put("roots", status.rules().roots().stream().map(KeyJson::of).toList());
        json.put("stopped", stopped);
        return json;
    }
}
