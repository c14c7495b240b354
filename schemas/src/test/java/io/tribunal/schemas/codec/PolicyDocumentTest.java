package io.tribunal.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Policy policy = policy();

    private static Policy policy() {
        BehaviourModel model = new BehaviourModel(
                "A",
                new TreeSet<>(List.of("A", "B")),
                new TreeSet<>(List.of("B")),
                List.of(
                        new Transition("A", "x", "y", Optional.of(6), "B"),
                        new Transition("B", "x", "y", Optional.empty(), "B")));
        NormalizationProfile profile = new NormalizationProfile(
                List.of("/a"), new TreeMap<>(Map.of("/b", 2)), List.of(), List.of("/c"), List.of());
        Policy usual = Policy.defaults(new QuorumSpec(5), List.of(-7L, Long.MAX_VALUE));
        return usual.withAdjudication(Adjudication.BEHAVIOUR_STATE, Optional.of(model))
                .withPayloads(usual.payloads()
                        .withOperations(new TreeMap<>(Map.of("GET", new OperationPolicy("GET", 9, profile)))));
    }

    @Test
    void shouldReadBackWhatItWritesAfterItHasBeenText() throws IOException {
        String text = PolicyDocument.of(policy).toPrettyString();

        assertThat(PolicyDocument.read(JSON.readTree(text))).isEqualTo(policy);
        assertThat(text).contains("\"maxOpenBallots\" : 10000", "\"count\" : null", "\"pointer\" : \"/b\"");
    }

    private void refused(String message, Consumer<ObjectNode> change) {
        ObjectNode document = PolicyDocument.of(policy);
        change.accept(document);
        assertThatExceptionOfType(MalformedRecordException.class)
                .isThrownBy(() -> PolicyDocument.read(document))
                .withMessageContaining(message);
    }

    @Test
    void shouldNameTheMemberThatIsWrong() {
        refused("policy lacks deadline", document -> document.remove("deadline"));
        refused("policy has no member of that name: x", document -> document.put("x", 1));
        refused("policy.deadline must be a whole number", document -> document.put("deadline", 1.5));
        refused("policy.deadline must be a whole number", document -> document.putNull("deadline"));
        refused("policy.stateful must be true or false", document -> document.put("stateful", "true"));
        refused("policy.detection must be an object", document -> document.put("detection", 1));
        refused("policy.operations must be a list", document -> document.putObject("operations"));
        refused(
                "policy.operations[0].deadline must be a whole number",
                document -> ((ObjectNode) document.get("operations").get(0)).put("deadline", "9"));
        refused("policy.adjudication must be one of", document -> document.put("adjudication", "judge"));
        refused(
                "acceptedFingerprints not ascending",
                document -> ((ArrayNode) document.get("acceptedFingerprints")).add(1));
        refused("minQuorum must be positive", document -> document.put("minQuorum", 0));
    }

    @Test
    void shouldRefuseWhatIsNoObject() throws IOException {
        for (String text : List.of("null", "[]", "1", "\"x\"")) {
            var document = JSON.readTree(text);
            assertThatExceptionOfType(MalformedRecordException.class)
                    .isThrownBy(() -> PolicyDocument.read(document))
                    .withMessage("policy must be an object");
        }
    }
}
