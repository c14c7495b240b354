package io.tribunal.cli.output;

import io.tribunal.cli.options.OutputFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.kafka.process.LogText;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a verdict as it was published: what the voter says, not checked. */
public final class VerdictText {
    private VerdictText() {}

    public static String print(OutputFormat format, Verdict verdict) {
        return format == OutputFormat.JSON ? json(verdict) : text(verdict);
    }

    private static String text(Verdict verdict) {
        String what = switch (verdict.outcome()) {
            case Verdict.Agreed agreed ->
                "AGREED " + agreed.status() + " "
                        + LogText.escaped(agreed.output().toUtf8());
            case Verdict.Split split -> "SPLIT";
            case Verdict.Overdue overdue -> "OVERDUE";
            case Verdict.Rejected rejected ->
                "REJECTED " + rejected.reason() + " (" + LogText.escaped(rejected.detail()) + ")";
        };
        return verdict.position() + " #" + verdict.sequence() + " "
                + verdict.requestId().map(Object::toString).orElse("-") + " " + what + " for="
                + verdict.supporters().stream()
                        .map(supporter -> supporter.executorId().value())
                        .collect(Collectors.joining(","))
                + against(verdict) + silent(verdict);
    }

    private static String against(Verdict verdict) {
        return verdict.dissenters().isEmpty()
                ? ""
                : " against="
                        + verdict.dissenters().stream()
                                .map(dissenter -> dissenter.executorId() + ":" + dissenter.differs())
                                .collect(Collectors.joining(","));
    }

    private static String silent(Verdict verdict) {
        return verdict.silent().isEmpty()
                ? ""
                : " silent=" + verdict.silent().stream().map(ExecutorId::value).collect(Collectors.joining(","));
    }

    private static String json(Verdict verdict) {
        return JsonLine.of(json -> {
            json.writeNumberField("partition", verdict.position().partition());
            json.writeNumberField("offset", verdict.position().offset());
            json.writeNumberField("sequence", verdict.sequence());
            json.writeStringField(
                    "requestId", verdict.requestId().map(Object::toString).orElse(null));
            json.writeStringField(
                    "clientId", verdict.clientId().map(Object::toString).orElse(null));
            json.writeBooleanField("final", verdict.isFinal());
            writeOutcome(json, verdict.outcome());
            writeIds(
                    json,
                    "supporters",
                    verdict.supporters().stream()
                            .map(Verdict.Supporter::executorId)
                            .toList());
            json.writeArrayFieldStart("dissenters");
            for (Verdict.Dissenter dissenter : verdict.dissenters()) {
                json.writeStartObject();
                json.writeStringField("executor", dissenter.executorId().value());
                json.writeStringField("differs", dissenter.differs().name());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeIds(json, "silent", verdict.silent());
            json.writeNumberField("elapsed", verdict.elapsed());
        });
    }

    private static void writeOutcome(JsonGenerator json, Verdict.Outcome outcome) throws IOException {
        switch (outcome) {
            case Verdict.Agreed agreed -> {
                json.writeStringField("outcome", "AGREED");
                json.writeStringField("status", agreed.status().name());
                OutcomeText.writeOutput(json, agreed.contentType(), agreed.output());
            }
            case Verdict.Split split -> json.writeStringField("outcome", "SPLIT");
            case Verdict.Overdue overdue -> json.writeStringField("outcome", "OVERDUE");
            case Verdict.Rejected rejected -> {
                json.writeStringField("outcome", "REJECTED");
                json.writeStringField("reason", rejected.reason().name());
                json.writeStringField("detail", rejected.detail());
                if (rejected.replayOf().isPresent()) {
                    json.writeNumberField("replayOf", rejected.replayOf().get());
                }
            }
        }
    }

    private static void writeIds(JsonGenerator json, String name, List<ExecutorId> ids) throws IOException {
        json.writeArrayFieldStart(name);
        for (ExecutorId id : ids) {
            json.writeString(id.value());
        }
        json.writeEndArray();
    }
}
