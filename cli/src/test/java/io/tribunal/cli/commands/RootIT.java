package io.tribunal.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.cli.Main;
import io.tribunal.cli.root.Proposal;
import io.tribunal.cli.root.ProposalFile;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.plan.RootOwners;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.worker.ExecutorConfig;
import io.tribunal.worker.ExecutorVariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the owners of ROOT keys order, from the proposal to its effect, on a real broker: two executors, which split as soon as one is
 * wrong, three validators, and three owners of whom two must sign.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RootIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path directory;

    private static DataDirectory data;
    private static Deployment deployment;
    private static int files;

    @BeforeAll
    static void start() {
        data = DataDirectory.open(directory.resolve("data"));
        List<RegisteredKey> others =
                Stream.of("alice", "bob").map(RootIT::newOwner).toList();
        deployment = start(data, plan(2, 2).withValidators(3).withRoots(new RootOwners(others, OptionalInt.of(2))));
    }

    private static RegisteredKey newOwner(String owner) {
        SigningKey key = newKey(owner);
        return new RegisteredKey(key.keyId(), Role.ROOT, owner, key.publicKey());
    }

    private static SigningKey newKey(String name) {
        SigningKey key = SigningKey.generate();
        key.toPem(key(name));
        return key;
    }

    private static Path key(String name) {
        return directory.resolve(name + ".pem");
    }

    private static DeploymentPlan plan(int executors, int partitions) {
        List<String> variants = List.copyOf(ExecutorVariants.onClassPath().names());
        return DeploymentPlan.of(
                        "tribunal",
                        IntStream.rangeClosed(1, executors)
                                .mapToObj(number -> new DeploymentPlan.ExecutorSpec(
                                        new ExecutorId("e" + number),
                                        variants.get(number % variants.size()),
                                        Optional.empty()))
                                .toList(),
                        new ClientId("client"))
                .withPartitions(partitions)
                .withArrangement(Arrangement.oneProcess());
    }

    private static Deployment start(DataDirectory data, DeploymentPlan plan) {
        Deployment started = Deployment.start(data, plan, new Launcher(Main.class.getName()), System.err::println);
        assertThat(started.awaitReady(PATIENCE)).isEmpty();
        return started;
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
        data.close();
    }

    /** The address is given, not the data directory, whose lock a command in this process would let go. */
    private static CommandRun ask(Deployment asked, String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--bootstrap-server", asked.address().bootstrapServers()));
        arguments.addAll(List.of("--deployment", asked.address().deployment()));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static CommandRun ask(String command, String... more) {
        return ask(deployment, command, more);
    }

    private static void succeeded(CommandRun run) {
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }

    private static void refused(ExitCode code, String message, CommandRun run) {
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(code.code());
    }

    private static Path newFile() {
        return directory.resolve("file-" + files++);
    }

    private static Path requests(String... lines) throws IOException {
        return Files.write(newFile(), List.of(lines));
    }

    private static String line(String operation, String account, String member) {
        return "{\"ledger\":\"acme\",\"operation\":\"" + operation + "\",\"body\":{\"account\":\"" + account + "\","
                + member + "}}";
    }

    private static String open(String account) {
        return line("OPEN", account, "\"overdraft\":\"none\"");
    }

    private static CommandRun send(Deployment to, Path file, Path key, String clientId, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--output", "json"));
        arguments.addAll(List.of("--file", file.toString(), "--key", key.toString(), "--client-id", clientId));
        arguments.addAll(
                List.of("--journal", directory.resolve("journal-" + clientId).toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--timeout")) {
            arguments.addAll(List.of("--timeout", "60"));
        }
        return ask(to, "send", arguments.toArray(String[]::new));
    }

    private static CommandRun send(Path file, String... more) {
        return send(deployment, file, data.keys().of("client"), "client", more);
    }

    private static String outcome(CommandRun run) throws IOException {
        return run.lastLine().get("outcome").asText();
    }

    private static Path propose(String command, String... more) {
        Path file = newFile();
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--out", file.toString()));
        succeeded(ask("root propose " + command, arguments.toArray(String[]::new)));
        return file;
    }

    private static CommandRun sign(Path proposal, Path key) {
        return CommandRun.of("root", "sign", "--key", key.toString(), proposal.toString());
    }

    private static CommandRun submit(Path proposal, String... more) {
        List<String> arguments = new ArrayList<>(List.of(proposal.toString(), "--output", "json"));
        arguments.addAll(List.of(more));
        return ask("root submit", arguments.toArray(String[]::new));
    }

    /** Has two owners sign a proposal, and brings it into force. */
    private static JsonNode order(Path proposal) throws IOException {
        succeeded(sign(proposal, key("alice")));
        succeeded(sign(proposal, data.keys().of("root")));
        CommandRun submitted = submit(proposal);
        succeeded(submitted);
        assertThat(submitted.lastLine().get("inForce")).hasSize(2);
        return submitted.lastLine();
    }

    private static void restart(String role, String setting) throws IOException {
        Files.writeString(
                data.roles().resolve(role + ".properties"),
                setting + System.lineSeparator(),
                StandardOpenOption.APPEND);
        deployment.restart(role);
        assertThat(deployment.awaitReady(PATIENCE)).isEmpty();
    }

    @Test
    @Order(1)
    void shouldVoidTheRequestThatStopsAPartition() throws IOException {
        // Given a request on which the executors split, one behind it, and an executor that is right again
        restart("e2", ExecutorConfig.FAULT + "=wrong-state");
        CommandRun split = send(requests(open("a1")), "--wait");
        assertThat(outcome(split)).isEqualTo("SPLIT");
        String partition = split.lastLine().get("partition").asText();
        long offset = split.lastLine().get("offset").asLong();
        Path later = requests(open("a2"));
        assertThat(outcome(send(later))).isEqualTo("APPENDED");
        Path stale = propose("change-policy", "--set", "deadline=7000");
        succeeded(sign(stale, key("alice")));
        succeeded(sign(stale, key("bob")));
        // When it is proposed
        assertThat(ask("root status", "--output", "json")
                        .lastLine()
                        .get("stopped")
                        .get(partition)
                        .asLong())
                .isEqualTo(offset);
        refused(ExitCode.NOT_FOUND, "would have no effect", proposeVoid(partition, offset + 1));
        refused(ExitCode.NOT_FOUND, "no request at", proposeVoid(partition, 0));
        refused(ExitCode.NOT_FOUND, "there is no partition 2", proposeVoid("2", offset));
        Path proposal = propose("void", "--partition", partition, "--offset", Long.toString(offset));
        refused(ExitCode.USAGE, "0 of 2 owners have signed", submit(proposal));
        // And signed
        CommandRun signed = sign(proposal, key("alice"));
        succeeded(signed);
        assertThat(signed.out())
                .contains(
                        "Declares entry " + partition + "@" + offset, "OPEN of acme", "signed by      [alice], 1 of 2");
        refused(ExitCode.USAGE, "alice has signed it already", sign(proposal, key("alice")));
        refused(
                ExitCode.USAGE,
                "none of the proposal's ROOT keys",
                sign(proposal, data.keys().of("client")));
        refused(ExitCode.USAGE, "1 of 2 owners have signed: [alice]; still to sign: [bob, root]", submit(proposal));
        succeeded(sign(proposal, key("bob")));
        refused(ExitCode.VERIFICATION_FAILED, "contradicts itself", submit(edited(proposal, "@" + offset, "@9")));
        // And submitted, twice
        restart("e2", ExecutorConfig.FAULT + "=silent/0s");
        CommandRun first = submit(proposal);
        CommandRun second = submit(proposal);
        // Then
        succeeded(first);
        assertThat(first.lastLine().get("inForce")).hasSize(2);
        assertThat(first.lastLine().get("signedBy"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("alice", "bob");
        assertThat(second.lastLine()).isEqualTo(first.lastLine());
        assertThat(outcome(send(later, "--wait"))).isEqualTo("AGREED");
        assertThat(ask("root status", "--output", "json").lastLine().get("stopped"))
                .isEmpty();
        refused(ExitCode.USAGE, "another one came between", submit(stale));
        refused(ExitCode.NOT_FOUND, "would have", proposeVoid(partition, offset));
    }

    private static CommandRun proposeVoid(String partition, long offset) {
        return ask(
                "root propose void",
                "--partition",
                partition,
                "--offset",
                Long.toString(offset),
                "--out",
                newFile().toString());
    }

    private static Path edited(Path proposal, String from, String to) throws IOException {
        return Files.writeString(newFile(), Files.readString(proposal).replace(from, to));
    }

    @Test
    @Order(2)
    void shouldRegisterASecondClientAndEndItsStolenKey() throws IOException {
        SigningKey shop = newKey("shop");
        Path file = requests(open("shop-1"));
        assertThat(outcome(send(deployment, file, key("shop"), "shop", "--wait")))
                .isEqualTo("REJECTED");
        Path shown = Files.writeString(
                newFile(),
                CommandRun.of("keys", "show", "--file", key("shop").toString()).out());

        order(propose("register-key", "--role", "client", "--owner", "shop", "--key", shown.toString()));

        assertThat(outcome(send(deployment, requests(open("shop-2")), key("shop"), "shop", "--wait")))
                .isEqualTo("AGREED");
        assertThat(ask("keys list").out()).contains(shop.keyId() + " CLIENT shop");

        order(propose("revoke-key", "--key-id", shop.keyId().value()));

        CommandRun rejected =
                send(deployment, requests(open("shop-3")), key("shop"), "shop", "--wait", "--timeout", "5");
        assertThat(rejected.lastLine().get("reason").asText()).isEqualTo("UNKNOWN_KEY");
        assertThat(ask("keys list").out()).contains(shop.keyId() + " CLIENT shop REVOKED");
        refused(
                ExitCode.USAGE,
                "a key is never registered twice",
                ask(
                        "root propose register-key --role client --owner shop",
                        "--key",
                        shown.toString(),
                        "--out",
                        newFile().toString()));
    }

    @Test
    @Order(3)
    void shouldRotateTheKeysOfAValidatorAndOfAnExecutor() throws IOException {
        for (String owner : List.of("v3", "e2")) {
            String old = SigningKey.fromPem(data.keys().of(owner)).keyId().value();
            newKey(owner + "-new");
            String role = owner.startsWith("v") ? "validator" : "executor";
            Path key = key(owner + "-new");

            order(propose("register-key", "--role", role, "--owner", owner, "--key", key.toString()));
            restart(owner, TribunalConfig.KEY_FILE + "=" + key);
            JsonNode revoked = order(propose("revoke-key", "--key-id", old));

            assertThat(outcome(send(requests(open("after-" + owner)), "--wait")))
                    .isEqualTo("AGREED");
            assertThat(revoked.get("action").asText()).isEqualTo("revoke-key");
        }
        assertThat(ask("keys list").out().lines().filter(line -> line.endsWith("REVOKED")))
                .hasSize(3);
    }

    @Test
    @Order(4)
    void shouldChangeThePolicyAndRefuseOneThatCannotBe() throws IOException {
        refused(
                ExitCode.USAGE,
                "minQuorum must be 1 (f + 1) to 2 (all executors), not 3",
                ask(
                        "root propose change-policy --set minQuorum=3",
                        "--out",
                        newFile().toString()));
        Path whole = Files.writeString(newFile(), ask("policy export").out());

        order(propose("change-policy", "--policy", whole.toString(), "--set", "deadline=8000"));

        assertThat(ask("policy explain").out()).contains("8000 ms in the time of the response log");
        assertThat(outcome(send(requests(open("policy")), "--wait"))).isEqualTo("AGREED");
    }

    @Test
    @Order(5)
    void shouldTakeNoProposalOfAnotherDeploymentNorByARevokedKey() throws IOException {
        Proposal ours = ProposalFile.read(propose("change-policy", "--set", "deadline=9000"));
        Proposal theirs = new Proposal(
                Hash.sha256(), ours.mandate(), ours.action(), List.of(), ours.threshold(), ours.roots(), List.of());
        Path foreign = newFile();
        ProposalFile.create(foreign, theirs);
        succeeded(sign(foreign, key("alice")));
        succeeded(sign(foreign, key("bob")));
        refused(ExitCode.VERIFICATION_FAILED, "the proposal is for deployment", submit(foreign));

        order(propose(
                "revoke-key", "--key-id", SigningKey.fromPem(key("bob")).keyId().value()));

        Path later = newFile();
        ProposalFile.create(
                later,
                new Proposal(
                        ours.deployment(),
                        ours.mandate() + 1,
                        ours.action(),
                        List.of(),
                        ours.threshold(),
                        ours.roots(),
                        List.of()));
        succeeded(sign(later, key("alice")));
        succeeded(sign(later, key("bob")));
        refused(ExitCode.VERIFICATION_FAILED, "which was revoked in this deployment", submit(later));
        refused(
                ExitCode.USAGE,
                "fewer than 2 owners would have a ROOT key",
                ask(
                        "root propose revoke-key",
                        "--key-id",
                        SigningKey.fromPem(key("alice")).keyId().value(),
                        "--out",
                        newFile().toString()));
    }

    @Test
    @Order(6)
    void shouldWriteTheDecisionItselfWhereThereAreNoValidators() throws IOException {
        deployment.close();
        data.close();
        data = DataDirectory.open(directory.resolve("without-validators"));
        deployment = start(data, plan(3, 2));
        newKey("kiosk");
        Path proposal = propose(
                "register-key",
                "--role",
                "client",
                "--owner",
                "kiosk",
                "--key",
                key("kiosk").toString());
        String root = data.keys().of("root").toString();
        succeeded(sign(proposal, Path.of(root)));

        refused(ExitCode.USAGE, "this deployment has no validators", submit(proposal));
        CommandRun first = submit(proposal, "--key", root);
        CommandRun second = submit(proposal, "--key", root);

        succeeded(first);
        assertThat(first.lastLine().get("inForce")).hasSize(2);
        assertThat(second.lastLine()).isEqualTo(first.lastLine());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outcome(
                                send(deployment, requests(open("kiosk-1")), key("kiosk"), "kiosk", "--wait", "--new")))
                        .isEqualTo("AGREED"));
    }
}
