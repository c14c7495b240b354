package io.tribunal.schemas.codec;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A record key of the snapshots topic: {@code partition/offset/index}, in decimal without leading zeros. */
public record SnapshotKey(LogPosition position, int index) {
    private static final String NUMBER = "(0|[1-9][0-9]{0,18})";
    private static final Pattern FORM = Pattern.compile(NUMBER + "/" + NUMBER + "/" + NUMBER);

    public static SnapshotKey of(SnapshotChunk chunk) {
        return new SnapshotKey(new LogPosition(chunk.partition(), chunk.businessOffset()), chunk.index());
    }

    public byte[] encode() {
        return (position.partition() + "/" + position.offset() + "/" + index).getBytes(StandardCharsets.US_ASCII);
    }

    /** The key; empty when the bytes are not one. */
    public static Optional<SnapshotKey> decode(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(new String(key, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SnapshotKey(
                    new LogPosition(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))),
                    Integer.parseInt(matcher.group(3))));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }
}
