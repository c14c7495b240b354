package io.tribunal.kafka.log;

import io.tribunal.core.partition.LogContradictionException;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/** Tells failures that show a damaged log from those that may pass, and says where the damage is. */
public final class LogDamage {
    /** What to do about a record that cannot be read. */
    private static final String REPLACE_COPY =
            "; the brokers' copy of it is damaged: restore the partition from another replica or a backup";

    private static final String RESTORE =
            "; do not go on: keep a copy of the brokers' disks, find out who changed it, and restore it from a backup";

    /** How Kafka's consumer words what it cannot read; it has no exception of its own for it. */
    private static final List<Pattern> UNREADABLE = List.of(
            Pattern.compile(
                    "Record(?: batch)? for partition (?<partition>\\S+) at offset (?<offset>\\d+) is invalid.*"),
            Pattern.compile("Encountered corrupt message when fetching offset (?<offset>\\d+) for topic-partition"
                    + " (?<partition>\\S+)"),
            Pattern.compile("Failed to make progress reading messages at (?<partition>[^=\\s]+)=(?<offset>\\d+)\\..*"));

    private LogDamage() {}

    /** The damage that a failure or one of its causes shows; empty for any other failure. */
    public static Optional<LogDamagedException> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<LogDamagedException> damage = shownBy(cause, failure);
            if (damage.isPresent()) {
                return damage;
            }
        }
        return Optional.empty();
    }

    private static Optional<LogDamagedException> shownBy(Throwable cause, Throwable failure) {
        return switch (cause) {
            case LogDamagedException damage -> Optional.of(damage);
            case LogContradictionException changed ->
                Optional.of(new LogDamagedException(text(changed) + RESTORE, failure));
            case GenesisMismatchException other -> Optional.of(new LogDamagedException(text(other), failure));
            case OffsetOutOfRangeException lost -> Optional.of(new LogDamagedException(positions(lost), failure));
            default -> unreadable(text(cause)).map(text -> new LogDamagedException(text, failure));
        };
    }

    private static String positions(OffsetOutOfRangeException lost) {
        return lost.offsetOutOfRangePartitions().entrySet().stream()
                        .map(position -> position.getKey() + "@" + position.getValue())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + " is not in the log: records were lost, or the topic was made anew; restore it from a backup";
    }

    private static Optional<String> unreadable(String message) {
        for (Pattern form : UNREADABLE) {
            Matcher matcher = form.matcher(message);
            if (matcher.matches()) {
                return Optional.of(matcher.group("partition") + "@" + matcher.group("offset") + " cannot be read ("
                        + message + ")" + REPLACE_COPY);
            }
        }
        return Optional.empty();
    }

    /** What a failure says, for people; its kind where it says nothing. */
    public static String text(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
