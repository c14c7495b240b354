package io.tribunal.conformance.script;

import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of isolation-endorsements; only the executor under test writes there.
 *
 * @param valid the numbers of the isolations in valid rejoin requests
 * @param others number of all other records
 */
record SeenRejoins(List<Long> valid, int others) {
    static SeenRejoins of(TestDeployment deployment) {
        List<Long> valid = new ArrayList<>();
        List<DecisionLogRecord> all = new ArrayList<>();
        TopicScan.scan(
                deployment.clients(),
                deployment.topics().isolationEndorsements(),
                1,
                record -> all.add(LogRecords.decisionLog(record)));
        for (DecisionLogRecord record : all) {
            if (record.content() instanceof DecisionLogRecord.Rejoin rejoin && isValid(deployment, rejoin)) {
                valid.add(rejoin.isolation());
            }
        }
        return new SeenRejoins(valid, all.size() - valid.size());
    }

    private static boolean isValid(TestDeployment deployment, DecisionLogRecord.Rejoin rejoin) {
        SigningKey key = deployment.key(TestDeployment.EXECUTOR.value());
        return rejoin.deployment().equals(deployment.deployment())
                && rejoin.executor().equals(TestDeployment.EXECUTOR)
                && rejoin.signature().keyId().equals(key.keyId().value())
                && Ed25519.verifier()
                        .verify(
                                key.publicKey().array(),
                                rejoin.signedBytes(),
                                rejoin.signature().signature().array());
    }
}
