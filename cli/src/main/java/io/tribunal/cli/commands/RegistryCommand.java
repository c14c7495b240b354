package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.deployment.registry.RegistryServer;
import io.tribunal.kafka.process.RoleProcess;
import io.tribunal.kafka.process.RoleRun;
import io.tribunal.kafka.process.RunningRole;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the development schema registry as a process of its own. */
@Command(
        name = "registry",
        mixinStandardHelpOptions = true,
        description = "Run a development schema registry (Confluent's REST API).")
public final class RegistryCommand implements Callable<Integer> {
    private static final String HOST = "tribunal.registry.host";
    private static final String PORT = "tribunal.registry.port";
    private static final String FILE = "tribunal.registry.file";
    private static final int DEFAULT_PORT = 8081;
    private static final int MAX_PORT = 65_535;
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    HOST,
                    ConfigDef.Type.STRING,
                    "127.0.0.1",
                    ConfigDef.Importance.MEDIUM,
                    "Address to listen on. There is no authentication: use other addresses than loopback only in a private network.")
            .define(
                    PORT,
                    ConfigDef.Type.INT,
                    DEFAULT_PORT,
                    ConfigDef.Range.between(0, MAX_PORT),
                    ConfigDef.Importance.HIGH,
                    "Port to listen on.")
            .define(
                    FILE,
                    ConfigDef.Type.STRING,
                    "schema-registry.json",
                    ConfigDef.Importance.HIGH,
                    "File that keeps the schemas and their ids.");

    @Mixin
    private RoleOptions options = new RoleOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, Object> settings = options.sources().resolve(DEFINITION);
        Path file = Path.of(String.valueOf(settings.get(FILE)));
        int port = settings.get(PORT) instanceof Integer number ? number : DEFAULT_PORT;
        InetSocketAddress address = new InetSocketAddress(String.valueOf(settings.get(HOST)), port);
        RoleProcess.run(new RoleRun("registry", new RegistryRole(file, address), RoleRun.NO_HEALTH));
        return 0;
    }

    private static final class RegistryRole implements RunningRole {
        private final Path file;
        private final InetSocketAddress address;
        private final CountDownLatch stopped = new CountDownLatch(1);

        private RegistryRole(Path file, InetSocketAddress address) {
            this.file = file;
            this.address = address;
        }

        @Override
        public void run() throws InterruptedException {
            try (RegistryServer registry = RegistryServer.start(file, address)) {
                System.err.println("schema registry at " + registry.url());
                stopped.await();
            }
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }
}
