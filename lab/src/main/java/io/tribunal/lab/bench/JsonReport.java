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
            line.put("tribunal", run.tribunal().figures());
            line.put("costs", costs(run.tribunal().costs()));
            run.baseline().ifPresent(baseline -> {
                Figures figures = run.tribunal().figures();
                line.put("baseline", baseline.figures());
                line.put("baselineCosts", costs(baseline.costs()));
                line.put(
                        "throughputRatio",
                        figures.perSecond() / baseline.figures().perSecond());
                line.put("p99Ratio", figures.p99() / baseline.figures().p99());
            });
            line.put("bytes", result.sizes());
            out.println(JSON.writeValueAsString(line));
        }
        out.flush();
    }

    private static Map<String, Object> costs(Costs costs) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("processorMs", costs.processorMs());
        line.put("processorMsInAll", costs.processorMsInAll());
        costs.cluster().ifPresent(cluster -> line.put("cluster", cluster));
        line.put("answersPerBatch", costs.answersPerBatch());
        line.put("allocatedBytes", costs.allocatedBytes());
        line.put("liveHeapBytes", costs.liveHeapBytes());
        return line;
    }
}
