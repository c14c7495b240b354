package io.tribunal.cli.input;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.CanonicalJson;
import io.tribunal.core.normalize.JsonValue;
import io.tribunal.core.normalize.JsonValue.JsonObject;
import io.tribunal.core.normalize.JsonValue.JsonString;
import io.tribunal.core.normalize.NumberGrammar;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.core.policy.Limits;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.once.FileLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request file: one {@code {"ledger": "...", "operation": "...", "body": {...}}} a line (PROTOCOL 12), with an
 * {@code "id"} if it is to be recognised in any file. The whole file is read before the first request is sent, so that
 * nothing of a file with a bad line is sent. Blank lines are skipped. Bodies are brought into RFC 8785 form.
 */
public record RequestFile(List<FileLine> lines) {
    private static final Set<String> MEMBERS = Set.of("ledger", "operation", "body");
    private static final String ID = "id";
    private static final int MAX_ID = 256;
    private static final int SHOWN_ERRORS = 10;

    public RequestFile {
        lines = List.copyOf(lines);
    }

    /** What its lines ask for, in their order. */
    public List<NewRequest> requests() {
        return lines.stream().map(FileLine::request).toList();
    }

    /** Reads a file, or standard input for {@code -}. */
    public static RequestFile read(String name, InputStream standardInput) {
        try {
            byte[] content = name.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(name));
            return parse(name, content);
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot read " + name + ": " + e);
        }
    }

    static RequestFile parse(String name, byte[] content) {
        List<FileLine> requests = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        int number = 0;
        for (byte[] line : lines(content)) {
            number++;
            try {
                if (!isBlank(line)) {
                    requests.add(request(number, line));
                }
            } catch (IllegalArgumentException bad) {
                errors.add(name + ":" + number + ": " + bad.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return new RequestFile(requests);
    }

    private static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= content.length; end++) {
            if (end == content.length || content[end] == '\n') {
                lines.add(Arrays.copyOfRange(content, start, end));
                start = end + 1;
            }
        }
        return lines;
    }

    private static UserError refused(List<String> errors) {
        String shown = String.join("\n", errors.subList(0, Math.min(SHOWN_ERRORS, errors.size())));
        String more = errors.size() > SHOWN_ERRORS ? "\nand " + (errors.size() - SHOWN_ERRORS) + " more" : "";
        return new UserError(ExitCode.USAGE, "nothing was sent:\n" + shown + more);
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static FileLine request(int number, byte[] line) {
        JsonValue value = StrictJson.parse(line)
                .orElseThrow(() -> new IllegalArgumentException("not JSON as the protocol requires it"
                        + " (syntax, UTF-8, a duplicate name, a lone surrogate, or nesting deeper than "
                        + Limits.MAX_JSON_DEPTH + ")"));
        if (!(value instanceof JsonObject object) || !hasMembers(object)) {
            throw new IllegalArgumentException(
                    "expected an object with ledger, operation and body, perhaps an id, and nothing else");
        }
        return new FileLine(
                number,
                id(object),
                NewRequest.json(text(object, "ledger"), text(object, "operation"), body(object)));
    }

    private static boolean hasMembers(JsonObject object) {
        Set<String> members = new HashSet<>(object.members().keySet());
        members.remove(ID);
        return members.equals(MEMBERS);
    }

    private static Optional<String> id(JsonObject object) {
        if (!object.members().containsKey(ID)) {
            return Optional.empty();
        }
        String id = text(object, ID);
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new IllegalArgumentException("id must have 1 to " + MAX_ID + " characters");
        }
        return Optional.of(id);
    }

    private static String text(JsonObject object, String member) {
        if (object.members().get(member) instanceof JsonString string) {
            return string.value();
        }
        throw new IllegalArgumentException(member + " must be a string");
    }

    private static Bytes body(JsonObject object) {
        if (!(object.members().get("body") instanceof JsonObject body)) {
            throw new IllegalArgumentException("body must be an object");
        }
        Bytes canonical = CanonicalJson.write(body, NumberGrammar.INTEGERS)
                .orElseThrow(() -> new IllegalArgumentException(
                        "numbers in a body must be integers from -(2^53-1) to 2^53-1; write amounts as strings"));
        if (!StrictJson.isCanonicalBody(canonical.array())) {
            throw new IllegalArgumentException("body is longer than " + Limits.MAX_JSON_BODY + " bytes");
        }
        return canonical;
    }
}
