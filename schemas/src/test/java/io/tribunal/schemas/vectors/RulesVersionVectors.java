package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.PayloadCodec;

/** The beginnings of deployments of each version of the rules, and of some that no reader may open. */
final class RulesVersionVectors implements GoldenFile {
    private static final long HIGHEST = 5_000;
    private static final long LOWEST = HIGHEST - 1_023;

    @Override
    public String name() {
        return "rules-versions";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        Bytes first = PayloadCodec.encode(Samples.genesis(RulesVersion.FIRST));
        Bytes second = PayloadCodec.encode(Samples.genesis(RulesVersion.LATEST));
        founded(cases, "rules version 1", first, second, named(second, "06"));
        founded(cases, "rules version 2", second, first, named(second, "06"));
        refused(cases, "rules version 3 is not known", named(second, "06"));
        refused(cases, "the highest version there can be", named(second, "feffffff0f"));
        refused(cases, "version 1 is not named", named(second, "02"));
        refused(cases, "there is no version 0", named(second, "00"));
        refused(cases, "there is no version -1", named(second, "01"));
        refused(cases, "a version of more than 32 bits", named(second, "8080808010"));
        refused(cases, "a version that is not in its shortest form", named(second, "8400"));
        refused(cases, "no version in the schema that names it", named(second, ""));
        refused(cases, "a version in the schema that names none", Bytes.hex(first.toHex() + "04"));
        ObjectNode file = Json.object()
                .put(
                        "about",
                        "business-log of one partition of a deployment in each case, in offset order, and what admission"
                                + " decides, as in admission.json. Genesis names the version of the rules (PROTOCOL 3)."
                                + " BAD_GENESIS: the partition cannot be opened, and nothing after it is decided.")
                .put("partition", VectorFixture.PARTITION);
        file.set("cases", cases);
        return file;
    }

    /** Sequence numbers at the edges of the window, and the genesis of either version where none may stand. */
    private static void founded(ArrayNode cases, String name, Bytes genesis, Bytes other, Bytes unknown) {
        Log log = new Log(genesis);
        log.add("genesis", VectorFixture.genesis(genesis));
        log.request("the first sequence", 1);
        log.request("the highest", HIGHEST);
        log.request("that one again", HIGHEST);
        log.request("the lowest within the window", LOWEST);
        log.request("that one again", LOWEST);
        log.request("just below the window, never used", LOWEST - 1);
        log.request("below the window, used long ago", 1);
        log.request("below the window, the least there is", 0);
        log.add("genesis again", VectorFixture.genesis(genesis));
        log.add("the genesis of the other version", VectorFixture.genesis(other));
        log.add("a genesis of rules that are not known", VectorFixture.genesis(unknown));
        log.request("the next sequence", HIGHEST + 1);
        log.request("the lowest one is below the window now", LOWEST);
        cases.add(log.described(name));
    }

    /** A genesis that names its version, with another one: the last byte. */
    private static Bytes named(Bytes genesis, String version) {
        String hex = genesis.toHex();
        return Bytes.hex(hex.substring(0, hex.length() - 2) + version);
    }

    private static void refused(ArrayNode cases, String name, Bytes genesis) {
        Log log = new Log(genesis);
        log.add("genesis", VectorFixture.genesis(genesis));
        cases.add(log.described(name));
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("partition").asInt()).isEqualTo(VectorFixture.PARTITION);
        for (JsonNode one : file.get("cases")) {
            VectorFixture fixture = new VectorFixture(Json.hash(one.get("deployment")));
            for (JsonNode record : one.get("records")) {
                assertThat(fixture.decide(record))
                        .describedAs("%s: %s", one.get("name"), record.get("name"))
                        .isEqualTo(record.get("expected"));
            }
        }
    }

    /** The records of one deployment so far. */
    private static final class Log {
        private final ArrayNode records = Json.array();
        private final Hash deployment;
        private final VectorFixture fixture;

        Log(Bytes genesis) {
            deployment = Hash.sha256(genesis.array());
            fixture = new VectorFixture(deployment);
        }

        void add(String name, byte[] value) {
            records.add(fixture.logged(name, VectorFixture.NOW, true, value));
        }

        void request(String name, long sequence) {
            Request sample = Samples.request(sequence);
            Request own = new Request(
                    deployment,
                    sample.requestId(),
                    sample.clientId(),
                    sequence,
                    sample.notAfter(),
                    sample.shardKey(),
                    sample.operation(),
                    sample.contentType(),
                    sample.body());
            add(name, VectorFixture.signed(Samples.CLIENT, own));
        }

        ObjectNode described(String name) {
            ObjectNode described = Json.object().put("name", name).put("deployment", deployment.toHex());
            described.set("records", records);
            return described;
        }
    }
}
