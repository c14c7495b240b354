package io.tribunal.ingest.journal;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The identities of the requests of one file, identified by the SHA-256 of its content: request id, sequence and
 * notAfter of each line. Sending the file again gives the same payloads, so the log rejects those that it already has
 * as REPLAYED and nothing is executed twice. Lines that were never handed to the producer may get later sequences, so
 * that an interrupted sending can be resumed after other requests of the same key.
 */
public final class SendJournal {
    /** Lines are recorded as handed over in steps of this size, before they are. */
    static final int STEP = 256;

    private static final int SEED_LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private record Segment(int fromLine, long firstSequence, long notAfter) {}

    private final JournalFile file;
    private final int lines;
    private final byte[] seed;
    private final List<Segment> segments;
    private int handedOver;

    private SendJournal(JournalFile file, int lines, byte[] seed, List<Segment> segments, int handedOver) {
        this.file = file;
        this.lines = lines;
        this.seed = seed;
        this.segments = segments;
        this.handedOver = handedOver;
    }

    /** Identity of a line's request, the same each time the file is sent. */
    public record Planned(RequestId requestId, long sequence, long notAfter) {}

    /**
     * Opens the journal of a file, or creates one.
     *
     * @param content SHA-256 of the file's content
     * @param lines number of requests in it
     * @param now epoch ms
     * @param validity ms from now to the notAfter of lines that are planned now
     * @param anew discards an earlier sending: all lines get new identities and are executed again
     */
    public static SendJournal open(
            SequenceJournal sequences, Hash content, int lines, long now, long validity, boolean anew) {
        Path path = sequences.directory().resolve("sent-" + content.toHex().substring(0, 32));
        JournalFile file = new JournalFile(path);
        if (anew || !Files.exists(path)) {
            return begin(file, sequences.reserve(lines), lines, now + validity);
        }
        SendJournal journal = read(file);
        if (journal.lines != lines) {
            throw new JournalException(file + " has " + journal.lines + " lines, the request file has " + lines);
        }
        journal.replanRest(sequences, now, validity);
        return journal;
    }

    private static SendJournal begin(JournalFile file, long firstSequence, int lines, long notAfter) {
        byte[] seed = new byte[SEED_LENGTH];
        RANDOM.nextBytes(seed);
        Segment all = new Segment(0, firstSequence, notAfter);
        file.replace("lines " + lines + "\nseed " + HexFormat.of().formatHex(seed) + "\n" + line(all));
        return new SendJournal(file, lines, seed, new ArrayList<>(List.of(all)), 0);
    }

    /**
     * Gives new sequences to lines never handed over, when later sequences have been used or their notAfter has passed.
     */
    private void replanRest(SequenceJournal sequences, long now, long validity) {
        Segment last = segments.get(segments.size() - 1);
        boolean overtaken = last.firstSequence() + (lines - last.fromLine()) != sequences.reservedEnd();
        if (handedOver < lines && (overtaken || now >= last.notAfter())) {
            Segment rest = new Segment(handedOver, sequences.reserve(lines - handedOver), now + validity);
            file.append(line(rest));
            segments.add(rest);
        }
    }

    /** The identity of a line, counted from 0. Records on disk first that the line may be in the log. */
    public synchronized Planned handOver(int line) {
        if (line >= handedOver) {
            int upTo = Math.min(lines, line + STEP);
            file.append("handed " + upTo + "\n");
            handedOver = upTo;
        }
        Segment segment = segmentOf(line);
        return new Planned(requestId(line), segment.firstSequence() + (line - segment.fromLine()), segment.notAfter());
    }

    /** The number of lines that an earlier sending may already have put into the log. */
    public synchronized int handedOver() {
        return handedOver;
    }

    private Segment segmentOf(int line) {
        Segment found = segments.get(0);
        for (Segment segment : segments) {
            if (segment.fromLine() <= line) {
                found = segment;
            }
        }
        return found;
    }

    private RequestId requestId(int line) {
        byte[] index = ByteBuffer.allocate(Integer.BYTES).putInt(line).array();
        byte[] digest = Hash.sha256(seed, index).array();
        return new RequestId(Bytes.wrap(Arrays.copyOf(digest, RequestId.LENGTH)));
    }

    private static String line(Segment segment) {
        return "segment " + segment.fromLine() + " " + segment.firstSequence() + " " + segment.notAfter() + "\n";
    }

    private static SendJournal read(JournalFile file) {
        Rows rows = new Rows();
        try {
            for (String row : wholeRows(file).split("\n", -1)) {
                rows.add(row.split(" ", -1));
            }
            rows.requireComplete();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new JournalException(file + " is damaged (" + e.getMessage() + "); to send anew, use --new", e);
        }
        return new SendJournal(file, rows.lines, rows.seed, rows.segments, rows.handedOver);
    }

    /** The rows of a journal file as they are read; a later row of a kind replaces an earlier one, segments add up. */
    private static final class Rows {
        private final List<Segment> segments = new ArrayList<>();
        private int lines = -1;
        private byte[] seed = {};
        private int handedOver;

        private void add(String[] words) {
            switch (words[0]) {
                case "lines" -> lines = Integer.parseInt(words[1]);
                case "seed" -> seed = HexFormat.of().parseHex(words[1]);
                case "segment" ->
                    segments.add(new Segment(
                            Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])));
                case "handed" -> handedOver = Integer.parseInt(words[1]);
                case "" -> {}
                default -> throw new IllegalArgumentException("unknown entry " + words[0]);
            }
        }

        private void requireComplete() {
            if (lines < 0 || seed.length != SEED_LENGTH || segments.isEmpty()) {
                throw new IllegalArgumentException("incomplete");
            }
        }
    }

    /** The content without a last row that a crash left incomplete; that row is removed on disk too. */
    private static String wholeRows(JournalFile file) {
        String text = file.read();
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
            file.replace(whole);
        }
        return whole;
    }
}
