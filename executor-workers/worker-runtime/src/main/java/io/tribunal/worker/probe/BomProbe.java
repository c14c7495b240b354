package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.schemas.signing.Ed25519;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What this process is made of, read at run time, and what it is told of a service behind it. */
record BomProbe(Optional<Class<?>> jsonLibrary, Optional<String> platform) implements Probe {
    @Override
    public ObjectNode answer(JsonNode question) {
        ObjectNode bom = Wire.object();
        bom.set("language", outside().orElseGet(() -> part("Java", property("java.specification.version"))));
        bom.set("runtime", part(runtime(), property("java.vm.version")));
        bom.set("kafka", library(KafkaConsumer.class));
        bom.set("avro", library(Schema.class));
        bom.set("json", outside().or(() -> jsonLibrary.map(BomProbe::library)).orElseGet(() -> part("none", "")));
        bom.set("crypto", crypto());
        bom.set("os", OsRelease.read().describe());
        return Wire.object("bom", bom);
    }

    private Optional<ObjectNode> outside() {
        return platform.map(text -> text.strip().split("\\s+", 2))
                .map(words -> part(words[0], words.length > 1 ? words[1] : ""));
    }

    /** A fault of this JVM strikes a service behind it as well. */
    private String runtime() {
        String ours = property("java.vm.name");
        return outside().map(part -> part.get("name").asText() + " via " + ours).orElse(ours);
    }

    private static ObjectNode library(Class<?> of) {
        JarName jar = JarName.of(of);
        return part(jar.artifact(), jar.version());
    }

    private static ObjectNode crypto() {
        return part(
                Ed25519.providerName() + " and Bouncy Castle",
                JarName.of(org.bouncycastle.math.ec.rfc8032.Ed25519.class).version());
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    static ObjectNode part(String name, String version) {
        return Wire.object().put("name", name).put("version", version);
    }
}
