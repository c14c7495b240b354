package io.tribunal.deployment.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.files.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Keeps the registry's state in one JSON file; a change is on disk before a reader sees it. */
final class RegistryFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private RegistryState state;

    private RegistryFile(Path file, RegistryState state) {
        this.file = file;
        this.state = state;
    }

    static RegistryFile open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new RegistryFile(
                    file,
                    Files.exists(file)
                            ? JSON.readValue(Files.readAllBytes(file), RegistryState.class)
                            : RegistryState.empty());
        } catch (JsonProcessingException e) {
            throw new UserError(ExitCode.USAGE, file + " is not a registry file: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage());
        }
    }

    synchronized RegistryState state() {
        return state;
    }

    synchronized RegistryState change(UnaryOperator<RegistryState> change) {
        RegistryState next = change.apply(state);
        if (!next.equals(state)) {
            try {
                DurableFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
            } catch (IOException e) {
                throw RegistryError.storage(e.toString());
            }
            state = next;
        }
        return state;
    }
}
