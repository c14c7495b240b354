package io.tribunal.cli.mistakes;

import io.tribunal.cli.root.Proposal;
import io.tribunal.cli.root.ProposalFile;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that mistaken commands name. */
final class MistakeFiles {
    private static final String GOOD = "{\"ledger\":\"acme\",\"operation\":\"GET\",\"body\":{\"account\":\"a1\"}}\n";
    private static final String CLUSTER =
            "{\"bootstrapServers\":\"127.0.0.1:1\",\"schemaRegistryUrl\":\"http://127.0.0.1:1\"," + "\"deployment\":\""
                    + "0".repeat(64) + "\",\"namespace\":\"tribunal\",\"partitions\":1,\"pid\":1}";
    private static final String IMPATIENT =
            "default.api.timeout.ms=400\nrequest.timeout.ms=300\nmax.block.ms=400\n" + "delivery.timeout.ms=400\n";

    private static final Map<String, String> FILES = new TreeMap<>(Map.ofEntries(
            Map.entry("good.ndjson", GOOD),
            Map.entry("bom.ndjson", "\uFEFF" + GOOD),
            Map.entry("comment.ndjson", "// opens\n" + GOOD),
            Map.entry("truncated.ndjson", GOOD + GOOD.substring(0, 50)),
            Map.entry("duplicate.ndjson", GOOD.replace("}}", ",\"account\":\"a2\"}}")),
            Map.entry("member.ndjson", GOOD.replace("ledger", "leger")),
            Map.entry("amount.ndjson", GOOD.replace("\"a1\"", "\"a1\",\"amount\":12.50")),
            Map.entry("quotes.ndjson", GOOD.replace('"', '\'')),
            Map.entry("array.ndjson", "[" + GOOD.strip() + "]\n"),
            Map.entry("null.json", "null\n"),
            Map.entry("words.json", "evidence\n"),
            Map.entry("key.yaml", "start: A\nstates: [A]\ntransitions: []\nend: A\n"),
            Map.entry("syntax.yaml", "start: A: B\n"),
            Map.entry("bom.yaml", "\uFEFFstart: A\n"),
            Map.entry("words.pem", "a key\n"),
            Map.entry("impatient.properties", IMPATIENT),
            Map.entry("typo.properties", "bootstrap.servers=127.0.0.1:1\ntribunal.namespce=a\n"),
            Map.entry("port.properties", "bootstrap.servers=127.0.0.1:1\ntribunal.health.port=99999\n"),
            Map.entry("escape.properties", "bootstrap.servers=\\u12\n"),
            Map.entry("stopped/cluster.json", CLUSTER),
            Map.entry("damaged/cluster.json", "null"),
            Map.entry("torn/cluster.json", CLUSTER.substring(0, 40)),
            Map.entry("empty/.keep", "")));

    private MistakeFiles() {}

    static void write(Path directory) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            write(directory.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
        write(directory.resolve("latin.ndjson"), GOOD.replace("a1", "Zürich"), StandardCharsets.ISO_8859_1);
        SigningKey.generate().toPem(directory.resolve("client.pem"));
        writeProposals(directory);
    }

    /** A proposal for one owner to sign, the same signed, and the same with other words. */
    private static void writeProposals(Path directory) throws IOException {
        SigningKey alice = SigningKey.ofSeed(Bytes.wrap(new byte[32]));
        alice.toPem(directory.resolve("alice.pem"));
        SigningKey.ofSeed(Bytes.hex("01".repeat(32))).toPem(directory.resolve("mallory.pem"));
        Proposal proposal = new Proposal(
                Hash.ZERO,
                1,
                new Action.VoidState(0, 57, Hash.ZERO),
                List.of(),
                1,
                List.of(new RegisteredKey(alice.keyId(), Role.ROOT, "alice", alice.publicKey())),
                List.of());
        ProposalFile.create(directory.resolve("proposal.json"), proposal);
        ProposalFile.create(directory.resolve("signed.json"), proposal.signedBy(alice));
        String signed = Files.readString(directory.resolve("signed.json"));
        write(directory.resolve("words-edited.json"), signed.replace("0@57", "0@58"), StandardCharsets.UTF_8);
        write(
                directory.resolve("signature-edited.json"),
                signed.replace("\"signature\" : \"", "\"signature\" : \"00"),
                StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text, Charset charset) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, charset);
    }
}
