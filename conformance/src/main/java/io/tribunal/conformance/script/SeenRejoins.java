package io.tribunal.conformance.script;

import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What the executor under test, the only one who may, has written to isolation-endorsements.
 *
 * @param valid the isolations that its valid requests to rejoin name
 * @param others how many records are anything else
 */
record SeenRejoins(List<Long> valid, int others) {
    static SeenRejoins of(TestDeployment stage) {
        List<Long> valid = new ArrayList<>();
        List<DecisionLogRecord> all = new ArrayList<>();
        TopicScan.scan(
                stage.clients(),
                stage.topics().isolationEndorsements(),
                1,
                record -> all.add(LogRecords.decisionLog(record)));
        for (DecisionLogRecord record : all) {
            if (record.content() instanceof DecisionLogRecord.Rejoin rejoin && isValid(stage, rejoin)) {
                valid.add(rejoin.isolation());
            }
        }
        return new SeenRejoins(valid, all.size() - valid.size());
    }

    private static boolean isValid(TestDeployment stage, DecisionLogRecord.Rejoin rejoin) {
        SigningKey key = stage.key(TestDeployment.EXECUTOR.value());
        return rejoin.deployment().equals(stage.deployment())
                && rejoin.executor().equals(TestDeployment.EXECUTOR)
                && rejoin.signature().keyId().equals(key.keyId().value())
                && Ed25519.verifier()
                        .verify(
                                key.publicKey().array(),
                                rejoin.signedBytes(),
                                rejoin.signature().signature().array());
    }
}
