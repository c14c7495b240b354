package io.tribunal.cli.input;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.CanonicalJson;
import io.tribunal.core.normalize.JsonProblem;
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
import io.tribunal.kafka.process.LogText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request file: one {@code {"ledger": "...", "operation": "...", "body": {...}}} a line (PROTOCOL 12), with an
 * {@code "id"} if it is to be recognised in any file. The whole file is read before the first request is sent, so that
 * nothing of a file with a bad line is sent. Blank lines are skipped. Bodies are brought into RFC 8785 form.
 */
public record RequestFile(List<FileLine> lines) {
    private static final List<String> MEMBERS = List.of("ledger", "operation", "body");
    private static final String ID = "id";
    private static final int MAX_ID = 256;
    private static final String EXPECTED =
            "{\"ledger\":\"...\",\"operation\":\"...\",\"body\":{...}}, perhaps with an \"id\":\"...\"";
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
            byte[] content = name.equals("-") ? standardInput.readAllBytes() : InputFile.read(Path.of(name));
            return parse(name, content);
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot read standard input: " + InputFile.why(e));
        } catch (InvalidPathException e) {
            throw new UserError(ExitCode.USAGE, "cannot read " + name + ": " + e.getReason());
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
            } catch (LineProblem bad) {
                errors.add(name + ":" + number + ":" + bad.describe());
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
        JsonValue value = StrictJson.parse(line).orElseThrow(() -> notJson(line));
        if (!(value instanceof JsonObject object)) {
            throw new LineProblem(1, "expected " + EXPECTED);
        }
        LinePlaces places = new LinePlaces(line);
        requireMembers(object, places);
        return new FileLine(
                number,
                id(object, places),
                NewRequest.json(
                        text(object, "ledger", places), text(object, "operation", places), body(object, places)));
    }

    private static Optional<String> id(JsonObject object, LinePlaces places) {
        if (!object.members().containsKey(ID)) {
            return Optional.empty();
        }
        String id = text(object, ID, places);
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw new LineProblem(places.ofMember(ID), "\"id\" must have 1 to " + MAX_ID + " characters");
        }
        return Optional.of(id);
    }

    private static LineProblem notJson(byte[] line) {
        JsonProblem problem = JsonProblem.of(line).orElse(new JsonProblem(0, "not JSON as the protocol requires it"));
        return new LineProblem(InputFile.column(line, problem.offset()), problem.what());
    }

    private static void requireMembers(JsonObject object, LinePlaces places) {
        for (String member : object.members().keySet()) {
            if (!MEMBERS.contains(member) && !member.equals(ID)) {
                throw new LineProblem(
                        places.ofMember(member),
                        LogText.quoted(member) + " is no member of a request; expected " + EXPECTED);
            }
        }
        for (String member : MEMBERS) {
            if (!object.members().containsKey(member)) {
                throw new LineProblem(1, LogText.quoted(member) + " is missing; expected " + EXPECTED);
            }
        }
    }

    private static String text(JsonObject object, String member, LinePlaces places) {
        if (object.members().get(member) instanceof JsonString string) {
            return string.value();
        }
        throw new LineProblem(places.ofValue(member), member + " must be a string");
    }

    private static Bytes body(JsonObject object, LinePlaces places) {
        if (!(object.members().get("body") instanceof JsonObject body)) {
            throw new LineProblem(places.ofValue("body"), "body must be an object");
        }
        Bytes canonical = CanonicalJson.write(body, NumberGrammar.INTEGERS)
                .orElseThrow(() -> new LineProblem(
                        places.ofBadNumber(),
                        "numbers in a body must be integers from -(2^53-1) to 2^53-1; write amounts as strings"));
        if (!StrictJson.isCanonicalBody(canonical.array())) {
            throw new LineProblem(places.ofValue("body"), "body is longer than " + Limits.MAX_JSON_BODY + " bytes");
        }
        return canonical;
    }
}
