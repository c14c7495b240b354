package io.tribunal.cli.root;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tribunal.cli.input.InputFile;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.files.DurableFile;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.PublicKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A proposal in a file: JSON that says in words what it does, and holds the bytes that its owners sign. */
public final class ProposalFile {
    private static final String FORMAT = "tribunal root proposal 1";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private ProposalFile() {}

    /** The members of the file, in their order. */
    private record Document(
            String format,
            String deployment,
            long mandate,
            String action,
            List<String> does,
            List<String> remarks,
            String actionBytes,
            String signedBytes,
            int threshold,
            List<Root> roots,
            List<Signature> signatures) {}

    private record Root(String owner, String keyId, String publicKey) {}

    private record Signature(String keyId, String signature) {}

    /**
     * Refuses a file that is there.
     *
     * @throws UserError with exit code 2
     */
    public static void requireNew(Path file) {
        if (Files.exists(file)) {
            throw new UserError(ExitCode.USAGE, file + " is there already, and a proposal is never overwritten");
        }
    }

    /** Writes a new file, as {@link #requireNew} and {@link #write} refuse it. */
    public static void create(Path file, Proposal proposal) {
        requireNew(file);
        write(file, proposal);
    }

    /**
     * Replaces the file.
     *
     * @throws UserError with exit code 2 when it cannot be written
     */
    public static void write(Path file, Proposal proposal) {
        try {
            DurableFile.write(
                    file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document(proposal)) + "\n");
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot write " + file + ": " + InputFile.why(e));
        }
    }

    private static Document document(Proposal proposal) {
        return new Document(
                FORMAT,
                proposal.deployment().toHex(),
                proposal.mandate(),
                ActionWords.name(proposal.action()),
                ActionWords.of(proposal.action()),
                proposal.remarks(),
                proposal.actionBytes().toHex(),
                Bytes.wrap(proposal.signedBytes()).toHex(),
                proposal.threshold(),
                proposal.roots().stream()
                        .map(key -> new Root(
                                key.owner(),
                                key.keyId().value(),
                                key.publicKey().toHex()))
                        .toList(),
                proposal.signatures().stream()
                        .map(one -> new Signature(one.keyId(), one.signature().toHex()))
                        .toList());
    }

    /**
     * Reads a file, and checks that its words and bytes say the same and that its signatures hold.
     *
     * @throws UserError with exit code 2 when it is no proposal, with exit code 3 when it contradicts itself
     */
    public static Proposal read(Path file) {
        Document document = parse(file);
        try {
            return proposal(file, document);
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, file + " is no proposal: " + e.getMessage());
        }
    }

    private static Document parse(Path file) {
        byte[] content = InputFile.read(file);
        try {
            Document document = JSON.readValue(content, Document.class);
            if (document != null && document.format().equals(FORMAT)) {
                return document;
            }
            throw new UserError(ExitCode.USAGE, file + " is no proposal: its \"format\" is not \"" + FORMAT + "\"");
        } catch (JsonProcessingException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    file + " is no proposal: "
                            + LogText.escaped(
                                    e.getOriginalMessage().lines().findFirst().orElse("no JSON")));
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot read " + file + ": " + InputFile.why(e));
        }
    }

    private static Proposal proposal(Path file, Document document) {
        Action action = PayloadCodec.decodeAction(Bytes.hex(document.actionBytes()));
        Proposal proposal = new Proposal(
                Hash.hex(document.deployment()),
                document.mandate(),
                action,
                document.remarks(),
                document.threshold(),
                document.roots().stream().map(ProposalFile::key).toList(),
                signatures(document));
        requireEqual(file, "action", document.action(), ActionWords.name(action));
        requireEqual(file, "does", document.does(), ActionWords.of(action));
        requireEqual(
                file,
                "signedBytes",
                document.signedBytes(),
                Bytes.wrap(proposal.signedBytes()).toHex());
        proposal.requireSound();
        return proposal;
    }

    private static RegisteredKey key(Root root) {
        Bytes publicKey = Bytes.hex(root.publicKey());
        RegisteredKey key = new RegisteredKey(new KeyId(root.keyId()), Role.ROOT, root.owner(), publicKey);
        if (!PublicKeys.isValid(publicKey) || !PublicKeys.keyIdOf(publicKey).equals(key.keyId())) {
            throw new IllegalArgumentException("the public key of " + key.keyId() + " is not that of its id");
        }
        return key;
    }

    private static List<KeySignature> signatures(Document document) {
        List<KeySignature> signatures = document.signatures().stream()
                .map(one -> new KeySignature(one.keyId(), Bytes.hex(one.signature())))
                .sorted(Comparator.comparing(KeySignature::keyId))
                .toList();
        long keys = signatures.stream().map(KeySignature::keyId).distinct().count();
        if (keys < signatures.size()) {
            throw new IllegalArgumentException("a key has signed twice");
        }
        return signatures;
    }

    private static void requireEqual(Path file, String member, Object said, Object derived) {
        if (!said.equals(derived)) {
            throw new UserError(
                    ExitCode.VERIFICATION_FAILED,
                    file + " contradicts itself: its \"" + member
                            + "\" is not what its \"actionBytes\" do; it was edited,"
                            + " or made by another version. Propose it again");
        }
    }
}
