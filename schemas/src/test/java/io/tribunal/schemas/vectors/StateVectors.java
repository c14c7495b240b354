package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One partition's state: the digest chain over its writes, and the root of the state tree after each step. */
final class StateVectors implements GoldenFile {
    @Override
    public String name() {
        return "state";
    }

    @Override
    public JsonNode generate() {
        ArrayNode steps = Json.array();
        StateTree tree = new StateTree();
        Hash state = StateDigest.INITIAL;
        for (List<Write> writes : script()) {
            Hash post = StateDigest.next(state, writes);
            tree.apply(writes);
            var step = Json.object().put("preState", state.toHex());
            step.set("writes", Json.writes(writes));
            step.put("writesHash", StateDigest.writesHash(writes).toHex());
            step.put("postState", post.toHex())
                    .put("stateRoot", tree.root().toHex())
                    .put("entries", tree.size());
            steps.add(step);
            state = post;
        }
        return Json.file(
                "Steps of one partition's state, one after the other (PROTOCOL 7). stateRoot is that after the step.",
                steps);
    }

    private static List<List<Write>> script() {
        List<List<Write>> steps = new ArrayList<>();
        steps.add(List.of());
        steps.add(List.of(Write.put(Bytes.utf8("alice"), Bytes.utf8("0|none"))));
        steps.add(List.of(
                Write.put(Bytes.utf8("alice"), Bytes.utf8("-1|10")),
                Write.put(Bytes.utf8("bob"), Bytes.utf8("1|none"))));
        steps.add(List.of());
        steps.add(List.of(Write.put(Bytes.EMPTY, Bytes.EMPTY), Write.put(Bytes.hex("00"), Bytes.hex("ff"))));
        steps.add(List.of(Write.remove(Bytes.EMPTY), Write.remove(Bytes.utf8("absent"))));
        Random random = new Random(4);
        for (int step = 0; step < 20; step++) {
            steps.add(randomWrites(random));
        }
        return steps;
    }

    private static List<Write> randomWrites(Random random) {
        return random.ints(1 + random.nextInt(40), 0, 200)
                .sorted()
                .distinct()
                .mapToObj(number -> Bytes.utf8("account-%03d".formatted(number)))
                .map(key -> random.nextInt(5) == 0
                        ? Write.remove(key)
                        : Write.put(key, Bytes.utf8(random.nextInt(1_000) + "|none")))
                .toList();
    }

    @Override
    public void check(JsonNode file) {
        StateTree tree = new StateTree();
        Hash state = StateDigest.INITIAL;
        for (JsonNode step : file.get("cases")) {
            List<Write> writes = Json.writes(step.get("writes"));
            assertThat(StateDigest.ascending(writes)).isTrue();
            assertThat(state).isEqualTo(Json.hash(step.get("preState")));
            assertThat(StateDigest.writesHash(writes)).isEqualTo(Json.hash(step.get("writesHash")));
            state = StateDigest.next(state, writes);
            tree.apply(writes);
            assertThat(state).isEqualTo(Json.hash(step.get("postState")));
            assertThat(tree.root()).isEqualTo(Json.hash(step.get("stateRoot")));
            assertThat(tree.size()).isEqualTo(step.get("entries").asInt());
        }
    }
}
