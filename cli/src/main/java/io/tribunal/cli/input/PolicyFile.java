package io.tribunal.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tribunal.core.policy.Policy;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.PolicyDocument;
import java.io.IOException;
import java.nio.file.Path;

/** A whole policy in a file, as {@code tribunal policy export} prints it. */
public final class PolicyFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyFile() {}

    /**
     * The policy of a file.
     *
     * @throws UserError with exit code 2 that names the file and what is wrong in it
     */
    public static Policy read(Path file) {
        try {
            return PolicyDocument.read(JSON.readTree(InputFile.read(file)));
        } catch (JsonProcessingException e) {
            throw new UserError(
                    ExitCode.USAGE, file + " is no policy: " + LogText.escaped(String.valueOf(e.getOriginalMessage())));
        } catch (MalformedRecordException e) {
            throw new UserError(ExitCode.USAGE, file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot read " + file + ": " + InputFile.why(e));
        }
    }
}
