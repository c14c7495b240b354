package io.tribunal.conformance.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks one probe process one question at a time. Each way in which the process can fail becomes a {@link ProbeFailure} in words. */
final class ProbeConversation implements AutoCloseable {
    private static final ObjectMapper JSON = json();
    private static final int MAX_STRING = 64 << 20;
    private static final long END_WAIT_MS = 300;

    private final Process process;
    private final BoundedLines answers;
    private final LastLine complaints;

    private ProbeConversation(Process process) {
        this.process = process;
        this.answers = BoundedLines.of(process.getInputStream());
        this.complaints = LastLine.of(process.getErrorStream());
    }

    private static ObjectMapper json() {
        ObjectMapper json = new ObjectMapper();
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MAX_STRING)
                        .build());
        return json;
    }

    static ProbeConversation begin(ExecutorCommand command) {
        try {
            return new ProbeConversation(command.probe().builder().start());
        } catch (IOException e) {
            throw new ProbeFailure("cannot be started: " + e.getMessage());
        }
    }

    JsonNode ask(ObjectNode question, Duration patience) {
        if (answers.hasUnrequested()) {
            throw new ProbeFailure("writes lines before it is asked");
        }
        CompletableFuture<Void> written =
                CompletableFuture.runAsync(() -> write(question), ProbeConversation::inThread);
        String line = answers.next(patience).orElseThrow(() -> noAnswer(patience));
        requireQuestionRead(written);
        JsonNode answer = parse(line);
        if (!answer.path("id").equals(question.get("id"))
                && !answer.path("id").asText().equals(question.get("id").asText())) {
            throw new ProbeFailure("answers another question: " + line);
        }
        return answer;
    }

    private static void requireQuestionRead(CompletableFuture<Void> written) {
        try {
            written.get(END_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException early) {
            throw new ProbeFailure("answers before it has read the question");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeFailure("interrupted");
        }
    }

    private static void inThread(Runnable work) {
        Thread.ofVirtual().start(work);
    }

    private void write(ObjectNode question) {
        try {
            process.getOutputStream()
                    .write((JSON.writeValueAsString(question) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException closed) {
            answers.end();
        }
    }

    private ProbeFailure noAnswer(Duration patience) {
        if (answers.isTooLong()) {
            return new ProbeFailure("floods: a line of more than " + BoundedLines.LONGEST + " bytes");
        }
        if (!hasEnded()) {
            return new ProbeFailure("no answer within " + patience.toSeconds() + " s");
        }
        return new ProbeFailure("its process ended with status " + process.exitValue() + complaints.text());
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(END_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static JsonNode parse(String line) {
        try {
            JsonNode answer = JSON.readTree(line);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JsonProcessingException notJson) {
            throw new ProbeFailure("answers what is no JSON: " + line);
        }
        throw new ProbeFailure("answers what is no JSON object: " + line);
    }

    /** Kills the process and its descendants. */
    @Override
    public void close() {
        answers.abandon();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
