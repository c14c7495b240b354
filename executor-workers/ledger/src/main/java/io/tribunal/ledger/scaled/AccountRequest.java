package io.tribunal.ledger.scaled;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Write;
import io.tribunal.worker.Answer;
import io.tribunal.worker.StateView;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request: the string members of its body, and access to the accounts of its ledger. */
record AccountRequest(StateView state, String ledger, Map<String, String> texts) {

    /** Null when the body is not a JSON object or the ledger's name cannot be part of a key. */
    static @Nullable AccountRequest of(StateView state, Request request) {
        if (!Answer.JSON.equals(request.contentType()) || request.shardKey().contains("\0")) {
            return null;
        }
        try {
            JsonElement body = JsonParser.parseString(request.body().toUtf8());
            return body.isJsonObject()
                    ? new AccountRequest(state, request.shardKey(), texts(body.getAsJsonObject()))
                    : null;
        } catch (JsonParseException e) {
            return null;
        }
    }

    /** Keeps members that are not strings under a name that no operation uses, so that the number of members is right. */
    private static Map<String, String> texts(JsonObject body) {
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonElement> member : body.entrySet()) {
            boolean text = isText(member.getValue());
            texts.put(
                    text ? member.getKey() : "\0" + member.getKey(),
                    text ? member.getValue().getAsString() : "");
        }
        return texts;
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    boolean has(Set<String> members, Set<String> names) {
        if (!texts.keySet().equals(members)) {
            return false;
        }
        for (String name : names) {
            if (!isName(text(name))) {
                return false;
            }
        }
        return true;
    }

    String text(String member) {
        return texts.getOrDefault(member, "");
    }

    @Nullable
    Balance find(String account) {
        return state.get(key(account))
                .map(value -> Balance.decode(value.toUtf8()))
                .orElse(null);
    }

    Write write(String account, Balance balance) {
        return Write.put(key(account), Bytes.utf8(balance.encode()));
    }

    private Bytes key(String account) {
        return Bytes.utf8(ledger + "\0" + account);
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && !text.contains("\0") && text.getBytes(StandardCharsets.UTF_8).length <= 128;
    }
}
