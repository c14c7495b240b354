package io.tribunal.ingest.once;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Status;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.Recorder.Reach;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A line of a journal: words, and before them the CRC-32C of the rest of the line in hex. Free text is written as the hex of
 * its UTF-8, after a dot, so that no word is empty.
 */
sealed interface Row {
    /** The key under which a request was sent, or what the row says in place of it. */
    String key();

    /** The request has this identity from now on. */
    record Planned(String key, Plan plan) implements Row {}

    /** It was acknowledged at that offset. */
    record Appended(String key, long offset) implements Row {}

    /** Its outcome, which nothing changes any more. */
    record Decided(String key, Outcome.Placed outcome) implements Row {}

    /** What the journal is about, in the words of its user. */
    record About(String text) implements Row {
        @Override
        public String key() {
            return text;
        }
    }

    /** The line with its end; the outcome of {@code Decided} is AGREED or a proven SPLIT. */
    static String print(Row row) {
        return checked(String.join(" ", words(row)));
    }

    /** A line that is no row, such as a journal's first one, with its checksum and its end. */
    static String checked(String words) {
        return checksum(words) + " " + words + "\n";
    }

    /**
     * The words of a line, without its checksum.
     *
     * @throws IllegalArgumentException when the line is damaged
     */
    static String words(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || !line.substring(0, space).equals(checksum(line.substring(space + 1)))) {
            throw new IllegalArgumentException("a line does not have its checksum");
        }
        return line.substring(space + 1);
    }

    private static String checksum(String words) {
        CRC32C crc = new CRC32C();
        crc.update(Bytes.utf8(words).array());
        return HexFormat.of().toHexDigits(crc.getValue(), 8);
    }

    private static List<String> words(Row row) {
        return switch (row) {
            case About about -> List.of("about", text(about.text()));
            case Planned planned -> plan(planned.key(), planned.plan());
            case Appended appended -> List.of("appended", text(appended.key()), number(appended.offset()));
            case Decided decided ->
                switch (decided.outcome()) {
                    case Outcome.Agreed agreed -> agreed(decided.key(), agreed);
                    case Outcome.Split split
                    when split.proved() ->
                        List.of(
                                "split",
                                text(decided.key()),
                                number(split.position().partition()),
                                number(split.position().offset()));
                    case Outcome.Split split -> throw new IllegalArgumentException("not decided: " + split);
                    case Outcome.Rejected rejected -> throw new IllegalArgumentException("not decided: " + rejected);
                    case Outcome.Overdue overdue -> throw new IllegalArgumentException("not decided: " + overdue);
                };
        };
    }

    private static List<String> plan(String key, Plan plan) {
        return List.of(
                "planned",
                text(key),
                plan.requestId().toString(),
                number(plan.sequence()),
                number(plan.notAfter()),
                plan.content().toHex(),
                number(plan.partition()),
                number(plan.reach().entries()),
                number(plan.reach().verdicts()));
    }

    private static List<String> agreed(String key, Outcome.Agreed agreed) {
        List<String> words = new ArrayList<>(List.of(
                "agreed",
                text(key),
                number(agreed.position().partition()),
                number(agreed.position().offset()),
                agreed.status().name(),
                text(agreed.contentType()),
                "." + agreed.output().toHex(),
                "." + agreed.postState().map(Hash::toHex).orElse("")));
        agreed.supporters().forEach(supporter -> words.add(supporter.value()));
        return words;
    }

    /**
     * The row that was printed so.
     *
     * @param words as {@link #words(String)} gives them
     * @throws IllegalArgumentException when no row was
     */
    static Row parse(String words) {
        Words rest = new Words(words);
        String kind = rest.next();
        String key = rest.text();
        Row row = switch (kind) {
            case "about" -> new About(key);
            case "planned" -> new Planned(key, rest.plan());
            case "appended" -> new Appended(key, rest.number());
            case "agreed" -> new Decided(key, rest.agreed());
            case "split" -> new Decided(key, new Outcome.Split(rest.position(), true));
            default -> throw new IllegalArgumentException("no row is called " + kind);
        };
        rest.requireEnd();
        return row;
    }

    private static String number(long number) {
        return Long.toString(number);
    }

    private static String text(String text) {
        return "." + Bytes.utf8(text).toHex();
    }

    /** The words of a row, from left to right. */
    final class Words {
        private final Iterator<String> words;

        Words(String line) {
            this.words = List.of(line.split(" ", -1)).iterator();
        }

        private String next() {
            if (!words.hasNext()) {
                throw new IllegalArgumentException("a row is too short");
            }
            return words.next();
        }

        private long number() {
            return Long.parseLong(next());
        }

        private Bytes bytes() {
            String word = next();
            if (!word.startsWith(".")) {
                throw new IllegalArgumentException("a text must begin with a dot");
            }
            return Bytes.hex(word.substring(1));
        }

        private String text() {
            return bytes().toUtf8();
        }

        private LogPosition position() {
            return new LogPosition(Math.toIntExact(number()), number());
        }

        private Plan plan() {
            return new Plan(
                    new RequestId(Bytes.hex(next())),
                    number(),
                    number(),
                    Hash.hex(next()),
                    Math.toIntExact(number()),
                    new Reach(number(), number()));
        }

        private Outcome.Agreed agreed() {
            return new Outcome.Agreed(position(), Status.valueOf(next()), text(), bytes(), state(), supporters());
        }

        private Optional<Hash> state() {
            Bytes state = bytes();
            return state.isEmpty() ? Optional.empty() : Optional.of(new Hash(state));
        }

        private List<ExecutorId> supporters() {
            List<ExecutorId> supporters = new ArrayList<>();
            words.forEachRemaining(id -> supporters.add(new ExecutorId(id)));
            return supporters;
        }

        private void requireEnd() {
            if (words.hasNext()) {
                throw new IllegalArgumentException("a row is too long");
            }
        }
    }
}
