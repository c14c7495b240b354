package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.schemas.signing.Ed25519;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The bill of materials of this process, read at run time, with the platform of the service behind a bridge. */
record BomProbe(Optional<Class<?>> jsonLibrary, Optional<String> platform) implements Probe {
    @Override
    public ObjectNode answer(JsonNode question) {
        ObjectNode bom = Wire.object();
        bom.set("language", externalPlatform().orElseGet(() -> part("Java", property("java.specification.version"))));
        bom.set("runtime", part(runtime(), property("java.vm.version")));
        bom.set("kafka", library(KafkaConsumer.class));
        bom.set("avro", library(Schema.class));
        bom.set(
                "json",
                externalPlatform().or(() -> jsonLibrary.map(BomProbe::library)).orElseGet(() -> part("none", "")));
        bom.set("crypto", crypto());
        bom.set("os", OsRelease.read().describe());
        return Wire.object("bom", bom);
    }

    private Optional<ObjectNode> externalPlatform() {
        return platform.map(text -> text.strip().split("\\s+", 2))
                .map(words -> part(words[0], words.length > 1 ? words[1] : ""));
    }

    /** Names this JVM too when the service runs outside, since a fault of the JVM affects that service as well. */
    private String runtime() {
        String jvm = property("java.vm.name");
        return externalPlatform()
                .map(part -> part.get("name").asText() + " via " + jvm)
                .orElse(jvm);
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
