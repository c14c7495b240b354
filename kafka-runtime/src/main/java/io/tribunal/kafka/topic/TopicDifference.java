package io.tribunal.kafka.topic;

/** One setting of a topic that is not as the catalogue wants it. */
public record TopicDifference(String topic, String setting, String wanted, String found) {
    static TopicDifference missing(String topic) {
        return new TopicDifference(topic, "topic", "there", "missing");
    }

    /** Whether the whole topic is missing. */
    boolean isMissing() {
        return equals(missing(topic));
    }

    @Override
    public String toString() {
        return topic + ": " + setting + " is " + found + " and must be " + wanted;
    }
}
