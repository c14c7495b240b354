package io.tribunal.schemas.serde;

import java.util.Arrays;
import org.apache.kafka.common.config.ConfigException;

/**
 * The subject under which a schema is registered. Configured by Confluent's class names, with or without their package.
 */
enum SubjectNameStrategy {
    TOPIC("TopicNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, String recordName) {
            return topic + (isKey ? "-key" : "-value");
        }
    },
    RECORD("RecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, String recordName) {
            return recordName;
        }
    },
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, boolean isKey, String recordName) {
            return topic + "-" + recordName;
        }
    };

    static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

    private final String className;

    SubjectNameStrategy(String className) {
        this.className = className;
    }

    abstract String subject(String topic, boolean isKey, String recordName);

    static SubjectNameStrategy of(String setting, String value) {
        return Arrays.stream(values())
                .filter(strategy -> value.equals(strategy.className) || value.equals(PACKAGE + strategy.className))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        setting, value, "must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy"));
    }
}
