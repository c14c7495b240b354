package io.tribunal.kafka.rules;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.kafka.log.LogRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of rules as it was read. Its form is checked, and that key and content name the same number;
 * neither the certificate nor the deployment is.
 */
public sealed interface RuleRecord {
    /** The number under which genesis stands; decision n stands under n. */
    long GENESIS = 0;

    /** The key of the signed list of the deployment's topics, beside the numbers. */
    String TOPICS = "topics";

    /**
     * The record of genesis, whose public keys are not validated.
     *
     * @param deployment SHA-256 of the genesis payload
     */
    record GenesisRule(Genesis genesis, Hash deployment) implements RuleRecord {}

    record DecisionRule(CertifiedDecision certified) implements RuleRecord {}

    /** A record under {@link #TOPICS}: no rule. {@code SignedTopics} reads it. */
    record TopicList() implements RuleRecord {}

    /**
     * A record that states no rule.
     *
     * @param number that its key names, if it names one
     * @param reason for people
     */
    record Unusable(OptionalLong number, String reason) implements RuleRecord {}

    /** The key of a rule: its number in decimal digits. */
    static byte[] key(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** The key of the list of topics. */
    static byte[] topicsKey() {
        return TOPICS.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a record of the topic; never throws. */
    static RuleRecord of(ConsumerRecord<byte[], byte[]> record) {
        if (Arrays.equals(record.key(), topicsKey())) {
            return new TopicList();
        }
        OptionalLong number = number(record.key());
        if (number.isEmpty()) {
            return new Unusable(number, "the key is no number");
        }
        return switch (LogRecords.rule(record).content()) {
            case BusinessRecord.Unreadable unreadable -> new Unusable(number, unreadable.detail());
            case BusinessRecord.StrayGenesis ignored -> new Unusable(number, "genesis stands elsewhere");
            case BusinessRecord.Entry entry -> of(number, entry);
        };
    }

    private static RuleRecord of(OptionalLong key, BusinessRecord.Entry entry) {
        return switch (entry.payload()) {
            case Genesis genesis ->
                named(
                        key,
                        GENESIS,
                        new GenesisRule(
                                genesis, Hash.sha256(entry.envelope().payload().array())));
            case Control control
            when control.decision().number() > GENESIS ->
                named(key, control.decision().number(), new DecisionRule(control.certified()));
            case Control ignored -> new Unusable(key, "decisions have positive numbers");
            case Request ignored -> new Unusable(key, "it is a request");
        };
    }

    private static RuleRecord named(OptionalLong key, long number, RuleRecord rule) {
        return key.getAsLong() == number ? rule : new Unusable(key, "it holds the rule of number " + number);
    }

    private static OptionalLong number(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.ISO_8859_1);
        try {
            long number = Long.parseLong(text);
            return number >= 0 && Long.toString(number).equals(text) ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException notDecimal) {
            return OptionalLong.empty();
        }
    }
}
