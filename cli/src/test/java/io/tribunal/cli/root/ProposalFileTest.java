package io.tribunal.cli.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Hash;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final RootFixture fixture = new RootFixture();
    private final Proposal proposal = fixture.proposal(new Action.VoidState(1, 57, Hash.sha256()), "alice");
    private Path file;

    @BeforeEach
    void write() {
        file = directory.resolve("proposal.json");
        ProposalFile.create(file, proposal);
    }

    private void edit(Consumer<ObjectNode> change) throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        change.accept(document);
        Files.write(file, JSON.writeValueAsBytes(document));
    }

    private void refused(ExitCode code, String message) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> ProposalFile.read(file))
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(code));
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        assertThat(ProposalFile.read(file)).isEqualTo(proposal);
        assertThat(Files.readString(file)).contains("Declares entry 1@57", "\"a remark\"", "\"owner\" : \"alice\"");
    }

    @Test
    void shouldReadEveryActionThatItWrote() {
        Action policy = new Action.ChangePolicy(
                fixture.policy().withTiming(fixture.policy().timing().withDeadline(8_000)));
        for (Action action : new Action[] {policy, new Action.RevokeKey(fixture.keyId("client"))}) {
            Path other = directory.resolve(ActionWords.name(action));
            ProposalFile.create(other, fixture.proposal(action, "bob", "carol"));

            assertThat(ProposalFile.read(other)).isEqualTo(fixture.proposal(action, "bob", "carol"));
        }
    }

    @Test
    void shouldNeverOverwriteAProposalWithANewOne() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> ProposalFile.create(file, proposal))
                .withMessageContaining("is there already");
    }

    @Test
    void shouldRefuseWordsThatAreNotWhatTheBytesDo() throws IOException {
        edit(document -> ((ArrayNode) document.get("does")).set(0, "Does no harm."));
        refused(ExitCode.VERIFICATION_FAILED, "its \"does\" is not what its \"actionBytes\" do");
    }

    @Test
    void shouldRefuseBytesToBeSignedThatAreOthers() throws IOException {
        edit(document -> document.put("signedBytes", "00"));
        refused(ExitCode.VERIFICATION_FAILED, "\"signedBytes\"");
    }

    @Test
    void shouldRefuseAnotherNumberOrActionAfterItWasSigned() throws IOException {
        Path other = directory.resolve("other.json");
        ProposalFile.create(other, fixture.proposal(new Action.VoidState(1, 58, Hash.sha256())));
        ObjectNode edited = (ObjectNode) JSON.readTree(Files.readAllBytes(other));
        edit(document -> edited.set("signatures", document.get("signatures")));
        Files.write(file, JSON.writeValueAsBytes(edited));

        refused(ExitCode.VERIFICATION_FAILED, "the signature of alice does not hold");
        edit(document -> document.put("mandate", 2));
        refused(ExitCode.VERIFICATION_FAILED, "\"signedBytes\"");
    }

    @Test
    void shouldRefuseASignatureByAKeyThatItDoesNotName() throws IOException {
        edit(document -> ((ObjectNode) document.get("signatures").get(0)).put("keyId", "ed25519:none"));
        refused(ExitCode.VERIFICATION_FAILED, "ed25519:none, which is none of its ROOT keys");
    }

    @Test
    void shouldRefuseAKeyUnderTheIdOfAnotherOne() throws IOException {
        edit(document -> ((ObjectNode) document.get("roots").get(0))
                .put("publicKey", fixture.key("client").publicKey().toHex()));
        refused(ExitCode.USAGE, "is not that of its id");
    }

    @Test
    void shouldRefuseTheSameSignatureTwice() throws IOException {
        edit(document -> {
            ArrayNode signatures = (ArrayNode) document.get("signatures");
            signatures.add(signatures.get(0).deepCopy());
        });
        refused(ExitCode.USAGE, "a key has signed twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "no JSON",
                "{\"format\":\"tribunal root proposal 1\"}",
                "{\"format\":null}",
                "{\"format\":\"tribunal root proposal 2\"}"
            })
    void shouldRefuseWhatIsNoProposal(String content) throws IOException {
        Files.writeString(file, content);
        refused(ExitCode.USAGE, "is no proposal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployment",
                "mandate",
                "action",
                "does",
                "remarks",
                "actionBytes",
                "signedBytes",
                "threshold",
                "roots",
                "signatures"
            })
    void shouldRefuseAProposalWithAMemberOfAnotherKind(String member) throws IOException {
        for (String value : new String[] {"null", "\"x\"", "1.5", "[null]", "[[]]", "{\"a\":1}"}) {
            write(member, value);
            assertThatExceptionOfType(UserError.class)
                    .as(value)
                    .isThrownBy(() -> ProposalFile.read(file))
                    .satisfies(
                            error -> assertThat(error.exitCode()).isIn(ExitCode.USAGE, ExitCode.VERIFICATION_FAILED));
        }
    }

    private void write(String member, String value) throws IOException {
        var parsed = JSON.readTree(value);
        edit(document -> document.set(member, parsed));
    }
}
