package io.tribunal.kafka.topic;

/** One setting of a topic that differs from the catalogue. */
public record TopicDifference(String topic, String setting, String wanted, String found) {
    static TopicDifference missing(String topic) {
        return new TopicDifference(topic, "topic", "present", "missing");
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
