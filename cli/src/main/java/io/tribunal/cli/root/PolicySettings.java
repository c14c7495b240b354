package io.tribunal.cli.root;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.policy.Policy;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.PolicyDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy as settings such as {@code detection.slowFloor}, each with a value in JSON. */
public final class PolicySettings {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PolicySettings() {}

    /** Every setting, in the order of the policy's document. */
    static Map<String, String> of(Policy policy) {
        Map<String, String> settings = new LinkedHashMap<>();
        collect("", PolicyDocument.of(policy), settings);
        return settings;
    }

    private static void collect(String prefix, ObjectNode object, Map<String, String> settings) {
        object.properties().forEach(member -> {
            String name = prefix + member.getKey();
            if (member.getValue() instanceof ObjectNode inner) {
                collect(name + ".", inner, settings);
            } else {
                settings.put(name, LogText.json(member.getValue().toString()));
            }
        });
    }

    /** What one policy has other than another one, a line for each setting. */
    static List<String> changes(Policy from, Policy to) {
        Map<String, String> before = of(from);
        Map<String, String> after = of(to);
        List<String> changes = new ArrayList<>();
        after.forEach((name, value) -> {
            String old = before.getOrDefault(name, "none");
            if (!value.equals(old)) {
                changes.add(name + ": " + old + " -> " + value);
            }
        });
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> changes.add(name + ": " + before.get(name) + " -> none"));
        return changes;
    }

    /**
     * The policy with other values of some settings.
     *
     * @throws UserError with exit code 2 that names the setting which there is not, or which cannot have its value
     */
    public static Policy with(Policy policy, Map<String, String> values) {
        ObjectNode document = PolicyDocument.of(policy);
        values.forEach((name, value) -> set(document, name, value));
        try {
            return PolicyDocument.read(document);
        } catch (MalformedRecordException e) {
            throw new UserError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static void set(ObjectNode document, String name, String value) {
        int dot = name.lastIndexOf('.');
        JsonNode parent =
                dot < 0 ? document : document.at("/" + name.substring(0, dot).replace('.', '/'));
        String member = name.substring(dot + 1);
        if (!(parent instanceof ObjectNode object)
                || !object.path(member).isValueNode()
                || object.path(member).isNull()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "no setting of the policy can be given as " + LogText.name(name)
                            + "; 'tribunal policy export' shows them all, and --policy FILE changes lists");
        }
        object.set(member, value(object.path(member), value));
    }

    /** A value of the same kind as the one before; what cannot be one is left to the policy to refuse by name. */
    private static JsonNode value(JsonNode before, String text) {
        if (before.isBoolean() && (text.equals("true") || text.equals("false"))) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return before.isNumber() ? number(text) : JSON.textNode(text);
    }

    private static JsonNode number(String text) {
        try {
            return JSON.numberNode(Long.parseLong(text));
        } catch (NumberFormatException noNumber) {
            return JSON.textNode(text);
        }
    }
}
