package io.tribunal.statestore.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tribunal.statestore.state.AccountState;
import io.tribunal.statestore.state.CommittedState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The response bodies of the query API. */
final class StateJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes one value. */
    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private StateJson() {}

    static String account(AccountState account) {
        return text(json -> write(json, account));
    }

    static String accounts(List<AccountState> accounts) {
        return text(json -> {
            json.writeStartArray();
            for (AccountState account : accounts) {
                write(json, account);
            }
            json.writeEndArray();
        });
    }

    static String summaries(List<CommittedState.Summary> summaries) {
        return text(json -> {
            json.writeStartArray();
            for (CommittedState.Summary summary : summaries) {
                write(json, summary);
            }
            json.writeEndArray();
        });
    }

    static String error(String message) {
        return text(json -> {
            json.writeStartObject();
            json.writeStringField("error", message);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, AccountState account) throws IOException {
        json.writeStartObject();
        json.writeStringField("ledger", account.ledger());
        json.writeStringField("account", account.account());
        json.writeStringField("balance", account.balance());
        json.writeStringField("overdraft", account.overdraft());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, CommittedState.Summary summary) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", summary.partition());
        json.writeNumberField("verdicts", summary.verdicts());
        json.writeStringField("digest", summary.digest());
        json.writeStringField("lastVerdict", summary.lastVerdict());
        json.writeNumberField("held", summary.held());
        if (summary.broken().isPresent()) {
            json.writeStringField("broken", summary.broken().get().toString());
        }
        json.writeEndObject();
    }

    private static String text(Content content) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
