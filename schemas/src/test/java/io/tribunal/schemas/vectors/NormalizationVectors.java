package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Status;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.policy.NormalizationProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Outputs, their normalization by a profile and their vote digests; and the JSON that a request body may hold. */
final class NormalizationVectors implements GoldenFile {
    private static final String JSON = Normalizer.JSON;
    private static final NormalizationProfile RICH = new NormalizationProfile(
            List.of("/time", "/items/*/id", "/a~1b", "/m~0n"),
            new TreeMap<>(java.util.Map.of("/balance", 2, "/items/*/price", 0)),
            List.of("/tags", "/items"),
            List.of("/name", "/tags/*"),
            List.of("/name"));

    @Override
    public String name() {
        return "normalization";
    }

    @Override
    public JsonNode generate() {
        ArrayNode cases = Json.array();
        texts().forEach(text -> cases.add(described(JSON, Bytes.utf8(text), NormalizationProfile.NONE)));
        hostile().forEach(bytes -> cases.add(described(JSON, bytes, NormalizationProfile.NONE)));
        rich().forEach(text -> cases.add(described(JSON, Bytes.utf8(text), RICH)));
        cases.add(described("text/plain", Bytes.utf8("{ as : it is }"), RICH));
        cases.add(described("application/octet-stream", Bytes.hex("00ff"), NormalizationProfile.NONE));
        cases.add(described("application/json; charset=utf-8", Bytes.utf8("{ }"), NormalizationProfile.NONE));
        return Json.file(
                "Normalization (PROTOCOL 6) and vote digests (PROTOCOL 5). normalized: null where the output does not"
                        + " normalize. voteDigest is that of status OK and REFUSED. requestBody: whether the bytes are an"
                        + " admissible application/json request body (PROTOCOL 4).",
                cases);
    }

    private static List<String> texts() {
        return List.of(
                "{}",
                "[]",
                "null",
                "true",
                "\"\"",
                "0",
                "-0",
                "1",
                "01",
                "1.0",
                "1e2",
                "1E400",
                "1.5",
                "-1",
                "+1",
                ".5",
                "9007199254740991",
                "9007199254740992",
                "-9007199254740991",
                "9007199254740993",
                "0.1",
                "1e-7",
                "1e21",
                "333333333.33333329",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"\\u0061\":1}",
                " {\"a\" : 1}\n",
                "{\"a\":1} x",
                "{\"a\":1,}",
                "[1,]",
                "[1 2]",
                "{\"\u20ac\":\"Euro\",\"\\r\":\"CR\",\"\ud83d\ude00\":\"smiley\",\"\ufb33\":\"dalet\"}",
                "\"\\u000f\\n\\/\\\"\\\\\"",
                "\"\\ud800\"",
                "\"\\ud83d\\ude00\"",
                "\"\t\"",
                "'a'",
                "{a:1}",
                "NaN",
                "Infinity",
                "// c\n1",
                "");
    }

    private static List<Bytes> hostile() {
        return List.of(
                Bytes.hex("22c32822"),
                Bytes.hex("22c0af22"),
                Bytes.hex("22eda08022"),
                Bytes.hex("efbbbf7b7d"),
                Bytes.utf8("[".repeat(32) + "]".repeat(32)),
                Bytes.utf8("[".repeat(33) + "]".repeat(33)),
                Bytes.utf8("[".repeat(5_000) + "]".repeat(5_000)),
                Bytes.utf8("\"" + "a".repeat(65_534) + "\""),
                Bytes.utf8("\"" + "a".repeat(65_535) + "\""));
    }

    private static List<String> rich() {
        return List.of(
                "{\"time\":1,\"balance\":\"1.005\",\"name\":\" ALICE\\t\"}",
                "{\"balance\":2.675}",
                "{\"balance\":\"1.015\"}",
                "{\"balance\":\"-0.001\"}",
                "{\"balance\":1e3}",
                "{\"balance\":\"1e3\"}",
                "{\"balance\":\"ten\"}",
                "{\"balance\":true}",
                "{\"balance\":\"99999999999999999999.995\"}",
                "{\"tags\":[\"b\",\"A\",\"a\",\"\u00c4\"]}",
                "{\"items\":[{\"id\":1,\"price\":2.5,\"n\":2},{\"id\":9,\"price\":\"1.5\",\"n\":1}]}",
                "{\"a/b\":1,\"m~n\":2,\"k\":3}",
                "{\"name\":7}",
                "[{\"time\":1}]");
    }

    private static ObjectNode described(String contentType, Bytes output, NormalizationProfile profile) {
        ObjectNode one = Json.object().put("contentType", contentType).put("output", output.toHex());
        one.set("profile", profile(profile));
        Optional<Bytes> normalized = Normalizer.normalize(contentType, output, profile);
        one.put("normalized", normalized.map(Bytes::toHex).orElse(null));
        one.put("voteDigestOk", digest(Status.OK, contentType, normalized));
        one.put("voteDigestRefused", digest(Status.REFUSED, contentType, normalized));
        if (contentType.equals(JSON)) {
            one.put("requestBody", StrictJson.isCanonicalBody(output.array()));
        }
        return one;
    }

    private static String digest(Status status, String contentType, Optional<Bytes> normalized) {
        return normalized
                .map(bytes -> VoteDigest.of(status, contentType, bytes).toHex())
                .orElse(null);
    }

    private static ObjectNode profile(NormalizationProfile profile) {
        ObjectNode node = Json.object();
        node.set("drop", strings(profile.drop()));
        ObjectNode decimal = node.putObject("decimal");
        profile.decimal().forEach(decimal::put);
        node.set("unordered", strings(profile.unordered()));
        node.set("casefold", strings(profile.casefold()));
        node.set("trim", strings(profile.trim()));
        return node;
    }

    private static NormalizationProfile profile(JsonNode node) {
        SortedMap<String, Integer> decimal = new TreeMap<>();
        node.get("decimal")
                .properties()
                .forEach(entry -> decimal.put(entry.getKey(), entry.getValue().asInt()));
        return new NormalizationProfile(
                strings(node.get("drop")),
                decimal,
                strings(node.get("unordered")),
                strings(node.get("casefold")),
                strings(node.get("trim")));
    }

    private static ArrayNode strings(List<String> strings) {
        ArrayNode array = Json.array();
        strings.forEach(array::add);
        return array;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(one -> strings.add(one.asText()));
        return strings;
    }

    @Override
    public void check(JsonNode file) {
        assertThat(file.get("cases"))
                .allSatisfy(one -> assertThat(described(
                                one.get("contentType").asText(),
                                Json.bytes(one.get("output")),
                                profile(one.get("profile"))))
                        .isEqualTo(one));
    }
}
