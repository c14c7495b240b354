package io.tribunal.deployment.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.files.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code cluster.json} in a data directory: how to reach the deployment that {@code up} runs there.
 *
 * @param deployment hash of genesis, hex
 * @param pid the process of {@code up}; the directory's lock says whether it still runs
 */
public record ClusterFile(
        String bootstrapServers,
        String schemaRegistryUrl,
        String deployment,
        String namespace,
        int partitions,
        long pid) {
    private static final String NAME = "cluster.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the file from a data directory; if there is none, a {@link UserError} says what to do. */
    public static ClusterFile read(Path data) {
        Path file = data.resolve(NAME);
        try {
            @Nullable ClusterFile cluster = JSON.readValue(Files.readAllBytes(file), ClusterFile.class);
            if (cluster == null) {
                throw new UserError(ExitCode.USAGE, file + " is damaged: it holds no cluster");
            }
            return cluster;
        } catch (NoSuchFileException e) {
            throw new UserError(
                    ExitCode.USAGE, "there is no cluster in " + data + "; start one with: tribunal up --data " + data);
        } catch (JsonProcessingException e) {
            throw new UserError(ExitCode.USAGE, file + " is damaged: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage());
        }
    }

    /** Settings with which clients and readers reach it. */
    public TribunalConfig config() {
        return TribunalConfig.of(new ConfigSources()
                .flag(TribunalConfig.BOOTSTRAP_SERVERS, bootstrapServers)
                .flag(TribunalConfig.NAMESPACE, namespace)
                .flag(TribunalConfig.DEPLOYMENT, deployment)
                .flag(TribunalConfig.SCHEMA_REGISTRY_URL, schemaRegistryUrl)
                .resolve(TribunalConfig.definition()));
    }

    void write(Path data) throws IOException {
        DurableFile.write(
                data.resolve(NAME), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
}
