package io.tribunal.cli.conformance.live;

import io.tribunal.core.isolation.OrderRecord;
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
    static SeenRejoins of(Stage stage) {
        List<Long> valid = new ArrayList<>();
        List<OrderRecord> all = new ArrayList<>();
        TopicScan.scan(
                stage.clients(),
                stage.topics().isolationEndorsements(),
                1,
                record -> all.add(LogRecords.order(record)));
        for (OrderRecord record : all) {
            if (record.content() instanceof OrderRecord.Rejoin rejoin && isValid(stage, rejoin)) {
                valid.add(rejoin.isolation());
            }
        }
        return new SeenRejoins(valid, all.size() - valid.size());
    }

    private static boolean isValid(Stage stage, OrderRecord.Rejoin rejoin) {
        SigningKey key = stage.key(Stage.EXECUTOR.value());
        return rejoin.deployment().equals(stage.deployment())
                && rejoin.executor().equals(Stage.EXECUTOR)
                && rejoin.signature().keyId().equals(key.keyId().value())
                && Ed25519.verifier()
                        .verify(
                                key.publicKey().array(),
                                rejoin.signedBytes(),
                                rejoin.signature().signature().array());
    }
}
