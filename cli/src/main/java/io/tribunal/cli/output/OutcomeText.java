package io.tribunal.cli.output;

import io.tribunal.cli.options.OutputFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.ingest.Outcome;
import io.tribunal.kafka.process.LogText;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** Prints what became of one request. */
final class OutcomeText {
    private OutcomeText() {}

    static String print(OutputFormat format, RequestId requestId, Outcome outcome) {
        return format == OutputFormat.JSON ? json(requestId, outcome) : text(requestId, outcome);
    }

    private static String text(RequestId requestId, Outcome outcome) {
        String where = outcome.where().map(LogPosition::toString).orElse("-");
        String rest = switch (outcome) {
            case Outcome.Agreed agreed ->
                " " + agreed.status() + " " + LogText.escaped(agreed.output().toUtf8());
            case Outcome.Rejected rejected ->
                " " + rejected.reason()
                        + rejected.replayOf()
                                .map(first -> " of offset " + first)
                                .orElse("");
            case Outcome.Unknown unknown -> " " + LogText.escaped(unknown.detail());
            case Outcome.Split split -> "";
            case Outcome.Overdue overdue -> "";
        };
        return requestId + " " + where + " " + name(outcome) + rest;
    }

    private static String json(RequestId requestId, Outcome outcome) {
        return JsonLine.of(json -> {
            json.writeStringField("requestId", requestId.toString());
            writePosition(json, outcome.where());
            json.writeStringField("outcome", name(outcome));
            switch (outcome) {
                case Outcome.Agreed agreed -> {
                    json.writeStringField("status", agreed.status().name());
                    writeOutput(json, agreed.contentType(), agreed.output());
                }
                case Outcome.Rejected rejected -> {
                    writeNothing(json);
                    json.writeStringField("reason", rejected.reason().name());
                    if (rejected.replayOf().isPresent()) {
                        json.writeNumberField("replayOf", rejected.replayOf().get());
                    }
                    json.writeBooleanField("rederived", rejected.rederived());
                }
                case Outcome.Unknown unknown -> {
                    writeNothing(json);
                    json.writeStringField("detail", unknown.detail());
                }
                case Outcome.Split split -> writeNothing(json);
                case Outcome.Overdue overdue -> writeNothing(json);
            }
        });
    }

    /** AGREED, SPLIT, REJECTED, OVERDUE; or what is known: NOT_APPENDED, MAYBE_APPENDED, APPENDED. */
    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Agreed agreed -> "AGREED";
            case Outcome.Split split -> "SPLIT";
            case Outcome.Rejected rejected -> "REJECTED";
            case Outcome.Overdue overdue -> "OVERDUE";
            case Outcome.Unknown unknown -> unknown.known().name();
        };
    }

    private static void writePosition(JsonGenerator json, Optional<LogPosition> where) throws IOException {
        if (where.isPresent()) {
            json.writeNumberField("partition", where.get().partition());
            json.writeNumberField("offset", where.get().offset());
        } else {
            json.writeNullField("partition");
            json.writeNullField("offset");
        }
    }

    private static void writeNothing(JsonGenerator json) throws IOException {
        json.writeNullField("status");
        json.writeNullField("output");
    }

    /** A JSON output as it is (it was normalized, so it is valid), any other in base64. */
    static void writeOutput(JsonGenerator json, String contentType, Bytes output) throws IOException {
        json.writeFieldName("output");
        if (contentType.equals(Normalizer.JSON)) {
            json.writeRawValue(output.toUtf8());
        } else {
            json.writeString(Base64.getEncoder().encodeToString(output.array()));
        }
    }
}
