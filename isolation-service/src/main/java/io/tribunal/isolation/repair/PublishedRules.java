package io.tribunal.isolation.repair;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.codec.DecisionCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The topic of rules as far as it was read: the last record under each number, which is all that compaction keeps. It is
 * right if it is the deployment's genesis, or equals the certified decision of its number. Only hashes are kept.
 */
public final class PublishedRules {
    private static final int NO_SCHEMA_ID = 0;

    private final Hash deployment;
    private final Map<Long, Hash> last = new HashMap<>();
    private long ruled = RuleRecord.GENESIS - 1;

    /** @param deployment SHA-256 of the genesis payload */
    public PublishedRules(Hash deployment) {
        this.deployment = deployment;
    }

    /** Reads the next record. Returns why it is ignored, if that is known without the certified decisions. */
    public Optional<String> read(RuleRecord record) {
        return switch (record) {
            case RuleRecord.GenesisRule genesis -> replace(RuleRecord.GENESIS, genesis.deployment());
            case RuleRecord.DecisionRule rule ->
                replace(rule.certified().decision().number(), hash(rule.certified()));
            case RuleRecord.TopicList ignored -> Optional.empty();
            case RuleRecord.Unusable unusable -> {
                unusable.number().ifPresent(number -> replace(number, Hash.ZERO));
                yield Optional.of(unusable.reason());
            }
        };
    }

    private Optional<String> replace(long number, Hash rule) {
        if (rule.equals(last.put(number, rule)) || number > ruled) {
            return Optional.empty();
        }
        ruled = number - 1;
        return Optional.of("it replaces rule " + number);
    }

    private static Hash hash(CertifiedDecision decision) {
        return Hash.sha256(DecisionCodec.frame(NO_SCHEMA_ID, decision));
    }

    /**
     * The number through which the topic holds what it should, without a gap; -1 without genesis.
     *
     * @param certified all certified decisions, decision n at index n - 1
     */
    public long through(List<CertifiedDecision> certified) {
        while (ruled < certified.size() && wanted(ruled + 1, certified).equals(last.get(ruled + 1))) {
            ruled++;
        }
        return ruled;
    }

    private Hash wanted(long number, List<CertifiedDecision> certified) {
        return number == RuleRecord.GENESIS ? deployment : hash(certified.get(Math.toIntExact(number - 1)));
    }
}
