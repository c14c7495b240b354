package io.tribunal.lab.hostile;

import io.tribunal.cli.Main;
import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Part;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.worker.ExecutorVariants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One running deployment whose keys the tests hold. Its fifth executor never answers: the tests write in its name. */
final class HostileFixture implements AutoCloseable {
    static final int PARTITIONS = 6;
    static final String CLIENT = "client";
    static final ExecutorId MUTE = new ExecutorId("e5");
    private static final int EXECUTORS = 5;

    private final DataDirectory data;
    private final Deployment deployment;
    private final AtomicLong sequences = new AtomicLong();

    private HostileFixture(DataDirectory data, Deployment deployment) {
        this.data = data;
        this.deployment = deployment;
    }

    static HostileFixture open(Path directory) {
        DataDirectory data = DataDirectory.open(directory);
        try {
            return new HostileFixture(
                    data, Deployment.start(data, plan(), new Launcher(Main.class.getName()), System.err::println));
        } catch (RuntimeException notStarted) {
            data.close();
            throw notStarted;
        }
    }

    private static DeploymentPlan plan() {
        List<String> variants = List.copyOf(ExecutorVariants.onClassPath().names());
        List<DeploymentPlan.ExecutorSpec> executors = new ArrayList<>();
        for (int i = 1; i <= EXECUTORS; i++) {
            ExecutorId id = new ExecutorId("e" + i);
            Optional<String> fault = id.equals(MUTE) ? Optional.of("silent") : Optional.empty();
            executors.add(new DeploymentPlan.ExecutorSpec(id, variants.get(i % variants.size()), fault));
        }
        return DeploymentPlan.of("tribunal", executors, new ClientId(CLIENT)).withPartitions(PARTITIONS);
    }

    Deployment deployment() {
        return deployment;
    }

    Hash hash() {
        return Hash.hex(deployment.address().deployment());
    }

    TopicCatalogue topics() {
        return new TopicCatalogue(deployment.address().namespace(), PARTITIONS);
    }

    SigningKey key(String owner) {
        return SigningKey.fromPem(data.keys().of(owner));
    }

    /** The next sequence of the client's key, shared by honest and forged requests. */
    long sequence() {
        return sequences.incrementAndGet();
    }

    TribunalConfig config() {
        return deployment.address().config();
    }

    /** The name of a ledger that belongs to the partition. */
    static String ledgerOf(int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "ledger-" + i)
                .filter(ledger -> ShardPartitioner.partitionOf(ledger, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** The names of the nodes and roles that have ended. */
    List<String> ended() {
        return Stream.concat(deployment.roles().stream(), deployment.cluster().parts().stream())
                .filter(part -> !part.isAlive())
                .map(Part::name)
                .toList();
    }

    @Override
    public void close() {
        deployment.close();
        data.close();
    }
}
