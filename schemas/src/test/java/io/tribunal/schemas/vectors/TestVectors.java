package io.tribunal.schemas.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes all test vectors into a directory. */
public final class TestVectors {
    private TestVectors() {}

    static List<GoldenFile> all() {
        return List.of(
                new KeyVectors(),
                new SchemaVectors(),
                new SignatureVectors(),
                new EnvelopeVectors(),
                new HostileVectors(),
                new AdmissionVectors(),
                new RulesVersionVectors(),
                new ResponseVectors(),
                new DecisionVectors(),
                new DecisionLogVectors(),
                new NormalizationVectors(),
                new StateVectors(),
                new ReplayWindowVectors(),
                new PartitionerVectors(),
                new RecoveryVectors());
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (GoldenFile file : all()) {
            Files.write(directory.resolve(file.name() + ".json"), Json.print(file.generate()));
        }
    }
}
