package io.tribunal.lab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints the result as JSON, one object for each load. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;

    JsonReport(PrintWriter out) {
        this.out = out;
    }

    void print(BenchResult result) throws JsonProcessingException {
        for (BenchResult.Run run : result.runs()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("load", run.load().describe());
            line.put("tribunal", run.tribunal());
            run.baseline().ifPresent(baseline -> {
                line.put("baseline", baseline);
                line.put("throughputRatio", run.tribunal().perSecond() / baseline.perSecond());
                line.put("p99Ratio", run.tribunal().p99() / baseline.p99());
            });
            line.put("bytes", result.sizes());
            out.println(JSON.writeValueAsString(line));
        }
        out.flush();
    }
}
