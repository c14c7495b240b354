package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.files.FileTree;
import io.tribunal.kafka.files.PropertiesFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A node's directory: its settings, and its log directory formatted once. */
record NodeStorage(ClusterLayout layout, NodeSpec node, Path directory, Optional<SecuredListener> secured) {
    private Path data() {
        return directory.resolve("data");
    }

    Path settings() {
        return directory.resolve("server.properties");
    }

    /** Writes the settings, and formats the log directory if it is not formatted; deletes an incomplete format first. */
    void prepare() throws IOException {
        Files.createDirectories(directory);
        PropertiesFile.write(settings(), NodeSettings.of(layout, node, data(), secured));
        if (!Files.exists(data().resolve("meta.properties"))) {
            FileTree.delete(data());
            format();
        }
    }

    private void format() {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setClusterId(layout.clusterId())
                    .setNodeId(node.id())
                    .addDirectory(data().toAbsolutePath().toString())
                    .setMetadataLogDirectory(data().toAbsolutePath().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setHasDynamicQuorum(true)
                    .setInitialControllers(DynamicVoters.parse(layout.initialControllers()))
                    .run();
        } catch (Exception e) {
            throw new UserError("cannot format " + data() + ": " + e.getMessage());
        }
    }
}
