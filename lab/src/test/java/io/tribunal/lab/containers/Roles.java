package io.tribunal.lab.containers;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/** Every role of a deployment in a container of our image; they share a volume, as in compose. */
final class Roles implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATA = "/data";
    private static final int HEALTH_PORT = 8080;

    private final Future<String> image = ComposeDirectory.tribunalImage();
    private final String volume = DockerClientFactory.instance()
            .client()
            .createVolumeCmd()
            .withLabels(DockerClientFactory.DEFAULT_LABELS)
            .exec()
            .getName();
    private final Network network;
    private final List<GenericContainer<?>> running = new ArrayList<>();

    Roles(Network network) {
        this.network = network;
    }

    /** Provisions the deployment and starts its roles; copies the client's key and {@code cluster.json} to the directory. */
    void start(List<String> variants, Path directory) {
        provision(variants, directory);
        for (int number = 1; number <= variants.size(); number++) {
            running.add(role("execute", "e" + number));
        }
        running.add(role("vote", "voter-1"));
        running.add(role("state", "state"));
        Startables.deepStart(running).join();
    }

    private void provision(List<String> variants, Path directory) {
        try (GenericContainer<?> provision = container(List.of(
                        "provision",
                        "--data",
                        DATA,
                        "--bootstrap-server",
                        KafkaNodes.bootstrapServersInside(),
                        "--executors",
                        String.join(",", variants),
                        "--validators",
                        "0"))
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))) {
            provision.start();
            for (String file : List.of("cluster.json", "keys/client/client.pem")) {
                Path copy = directory.resolve(Path.of(file).getFileName());
                provision.copyFileFromContainer(DATA + "/" + file, copy.toString());
                closeToOthers(copy);
            }
        }
    }

    private static void closeToOthers(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GenericContainer<?> role(String command, String name) {
        return container(List.of(command, "--config", DATA + "/roles/" + name + ".properties"))
                .withEnv("TRIBUNAL_HEALTH_ADDRESS", "0.0.0.0")
                .withEnv("TRIBUNAL_HEALTH_PORT", Integer.toString(HEALTH_PORT))
                .withExposedPorts(HEALTH_PORT)
                .waitingFor(Wait.forHttp("/health").withStartupTimeout(PATIENCE));
    }

    private GenericContainer<?> container(List<String> command) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withCommand(command.toArray(String[]::new))
                .withCreateContainerCmdModifier(
                        create -> create.getHostConfig().withBinds(new Bind(volume, new Volume(DATA))));
    }

    /** The output of all roles, to explain a failed test. */
    String logs() {
        StringBuilder logs = new StringBuilder();
        running.forEach(role -> logs.append(role.getLogs()));
        return logs.toString();
    }

    @Override
    public void close() {
        running.forEach(GenericContainer::stop);
        DockerClientFactory.instance().client().removeVolumeCmd(volume).exec();
    }
}
