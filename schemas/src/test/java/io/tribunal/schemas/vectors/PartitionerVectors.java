package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tribunal.core.admission.ShardPartitioner;
import java.util.List;
import java.util.Random;

/** Kafka's default partitioner applied to the UTF-8 of shard keys. */
final class PartitionerVectors implements GoldenFile {
    private static final int[] PARTITIONS = {1, 2, 6, 7, 64};

    @Override
    public String name() {
        return "partitioner";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        Random random = new Random(1);
        List<String> keys = List.of(
                "", "a", "ab", "abc", "abcd", "main", "ledger-1", "\u00e4", "\ud83c\udfdb", "\u0000", "x".repeat(255));
        keys.forEach(key -> add(cases, key));
        random.ints(20, 0, 1_000_000).forEach(number -> add(cases, "ledger-" + number));
        return Json.file("Partition of a shard key: toPositive(murmur2(utf8)) % partitions (PROTOCOL 1).", cases);
    }

    private static void add(ArrayNode cases, String key) {
        for (int partitions : PARTITIONS) {
            cases.add(Json.object()
                    .put("shardKey", key)
                    .put("partitions", partitions)
                    .put("partition", ShardPartitioner.partitionOf(key, partitions)));
        }
    }

    /** Compares with Kafka's own function. */
    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases")).allSatisfy(one -> {
            byte[] key = io.tribunal.core.identity.Bytes.utf8(
                            one.get("shardKey").asText())
                    .array();
            int hash = org.apache.kafka.common.utils.Utils.murmur2(key);
            int partitions = one.get("partitions").asInt();
            assertThat(org.apache.kafka.common.utils.Utils.toPositive(hash) % partitions)
                    .isEqualTo(one.get("partition").asInt());
            assertThat(ShardPartitioner.partitionOf(one.get("shardKey").asText(), partitions))
                    .isEqualTo(one.get("partition").asInt());
        });
    }
}
