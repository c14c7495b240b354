package io.tribunal.kafka.founding;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * The topics of a deployment, each with the id that Kafka gave it when it was created: a topic that is deleted and made anew has
 * another one (PROTOCOL 5, <i>Topics of a deployment</i>).
 *
 * @param deployment SHA-256 of the genesis payload
 * @param ids by topic name
 */
public record TopicIds(Hash deployment, SortedMap<String, Uuid> ids) {
    private static final Pattern FORM =
            Pattern.compile("\\{\"deployment\":\"([0-9a-f]{64})\",\"topics\":\\{([^{}]*)}}");
    private static final Pattern TOPIC = Pattern.compile("\"([A-Za-z0-9._-]{1,249})\":\"([A-Za-z0-9_-]{22})\"");
    private static final int LONGEST = 64 << 10;

    public TopicIds {
        ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
    }

    /** The canonical JSON (RFC 8785) in UTF-8. */
    public Bytes encode() {
        return Bytes.utf8(ids.entrySet().stream()
                .map(topic -> "\"" + topic.getKey() + "\":\"" + topic.getValue() + "\"")
                .collect(Collectors.joining(",", "{\"deployment\":\"" + deployment.toHex() + "\",\"topics\":{", "}}")));
    }

    /** Reads what {@link #encode} wrote; empty for anything else. */
    public static Optional<TopicIds> decode(Bytes json) {
        String text = json.length() > LONGEST ? "" : json.toUtf8();
        Matcher form = FORM.matcher(text);
        return form.matches() ? decode(form).filter(read -> read.encode().equals(json)) : Optional.empty();
    }

    private static Optional<TopicIds> decode(Matcher form) {
        SortedMap<String, Uuid> ids = new TreeMap<>();
        for (String entry : form.group(2).split(",", -1)) {
            Matcher topic = TOPIC.matcher(entry);
            if (!topic.matches()) {
                return Optional.empty();
            }
            ids.put(topic.group(1), Uuid.fromString(topic.group(2)));
        }
        return Optional.of(new TopicIds(Hash.hex(form.group(1)), ids));
    }
}
