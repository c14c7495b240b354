package io.tribunal.worker.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers questions line by line until the input ends; flushes after each answer. */
public final class ProbeLoop {
    /** Characters of the longest string in a question: a line has at most 16 MiB. */
    private static final int MAX_STRING = 32 << 20;

    private final Probes probes;
    private final ObjectMapper json = JsonMapper.builder().build();

    public ProbeLoop(Probes probes) {
        this.probes = probes;
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_STRING)
                        .build());
    }

    public void run(InputStream questions, OutputStream answers) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(questions, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.write(json.writeValueAsBytes(answer(line)));
            answers.write('\n');
            answers.flush();
        }
    }

    private ObjectNode answer(String line) {
        try {
            return probes.answer(json.readTree(line));
        } catch (JsonProcessingException e) {
            return Wire.object().put("error", "not a line of JSON");
        }
    }
}
