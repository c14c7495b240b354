package io.tribunal.deployment.provisioning;

import io.tribunal.core.identity.Bytes;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.files.DurableFile;
import io.tribunal.kafka.founding.TopicIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code topics.json} in a data directory: the topics with which the deployment was founded. It is written when all of them exist
 * and before genesis, so a crash at any point leaves either no founded deployment or one whose topics are known.
 */
record FoundingFile(Path path) {
    private static final String FILE = "topics.json";

    static FoundingFile in(Path directory) {
        return new FoundingFile(directory.resolve(FILE));
    }

    /** The topics; empty before the founding, and for a deployment that an earlier version founded. */
    Optional<TopicIds> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Optional<TopicIds> kept = TopicIds.decode(Bytes.wrap(Files.readAllBytes(path)));
        if (kept.isEmpty()) {
            throw new UserError(
                    path + " is damaged; restore it, or delete it to take the list that the topic of rules has");
        }
        return kept;
    }

    void write(TopicIds topics) throws IOException {
        DurableFile.write(path, topics.encode().array());
    }
}
