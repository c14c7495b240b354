package io.tribunal.lab.baseline;

import io.tribunal.deployment.plan.Placement;
import io.tribunal.deployment.process.ChildCommand;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Lifetime;
import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.process.PartThreads;
import io.tribunal.deployment.process.Supervisor;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.kafka.topic.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** The baseline under load: entry, five copies, one merging hop, client; arranged as the deployment beside it. */
public final class PassThrough implements LoadTarget, AutoCloseable {
    private static final int COPIES = 5;
    private static final String COPY = "copy-";
    private static final String MERGE = "merge";
    private static final String HEAP = "256m";
    private static final long PATIENCE_SECONDS = 30;
    private static final int FETCH_MAX_WAIT_MS = 500;
    private static final Duration POLL = Duration.ofMillis(50);

    private final BaselineArguments arguments;
    private final Map<Long, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();
    private final Supervisor parts = new Supervisor();
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread reading;
    private long next;

    private PassThrough(BaselineArguments arguments, Placement placement, Path directory) {
        this.arguments = arguments;
        ClientSettings clients = new ClientSettings(arguments.config());
        try (Admin admin = Admin.create(clients.admin())) {
            new TopicCreation(admin, placement.leaders())
                    .apply(arguments.topics().all());
        }
        for (int copy = 1; copy <= COPIES; copy++) {
            start(COPY + copy, placement, directory, Copy.class, () -> new Copy(arguments));
        }
        start(MERGE, placement, directory, Merge.class, () -> new Merge(arguments));
        this.producer = new KafkaProducer<>(clients.producer());
        this.consumer = new KafkaConsumer<>(clients.reader(IsolationLevel.READ_UNCOMMITTED, FETCH_MAX_WAIT_MS));
        this.reading = Thread.ofPlatform().daemon().name("baseline-results").start(this::read);
    }

    /**
     * Starts beside a running deployment, on its brokers and in its arrangement.
     *
     * @param directory for logs and the merging hop's state
     */
    public static PassThrough start(
            ClusterFile cluster,
            int replicas,
            Placement placement,
            RecordSizes sizes,
            String guarantee,
            long commitInterval,
            Path directory) {
        String state = directory.resolve("streams").toAbsolutePath().toString();
        BaselineArguments arguments = new BaselineArguments(
                cluster.bootstrapServers(), cluster.partitions(), replicas, sizes, guarantee, commitInterval, state);
        return new PassThrough(arguments, placement, directory);
    }

    private void start(
            String name, Placement placement, Path directory, Class<?> main, Callable<RunningRole> inThisProcess) {
        Path log = directory.resolve(name + ".log");
        parts.start(name, () -> switch (placement) {
            case ONE_PROCESS -> PartThreads.start(name, log, inThisProcess);
            case PROCESSES -> ChildProcess.start(name, log, command(main));
        });
    }

    private ChildCommand command(Class<?> main) {
        List<String> command = new ArrayList<>(List.of(main.getName()));
        command.addAll(arguments.toList());
        return ChildCommand.java(JvmOptions.lean(HEAP, Lifetime.LONG), command);
    }

    @Override
    public CompletableFuture<Boolean> send() {
        long number = next++;
        CompletableFuture<Boolean> answer =
                new CompletableFuture<Boolean>().completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS);
        waiting.put(number, answer);
        int partition = (int) (number % arguments.partitions());
        byte[] value = RequestNumbers.write(number, arguments.sizes().entry());
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(arguments.topics().businessLog(), partition, null, value), (metadata, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    }
                });
        return answer;
    }

    private void read() {
        consumer.assign(IntStream.range(0, arguments.partitions())
                .mapToObj(partition -> new TopicPartition(arguments.topics().verdicts(), partition))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<byte[], byte[]> result : consumer.poll(POLL)) {
                    CompletableFuture<Boolean> answer = waiting.remove(RequestNumbers.read(result.value())[0]);
                    if (answer != null) {
                        answer.complete(true);
                    }
                }
            }
        } catch (WakeupException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs for it beside the brokers and the client, by what it is. */
    public Map<String, List<Part>> parts() {
        Map<String, List<Part>> byKind = new LinkedHashMap<>();
        byKind.put("copies", named(COPY));
        byKind.put("merging hop", named(MERGE));
        return byKind;
    }

    private List<Part> named(String prefix) {
        return parts.parts().stream()
                .filter(part -> part.name().startsWith(prefix))
                .toList();
    }

    /** Copies of each request. */
    public int copies() {
        return COPIES;
    }

    /** The topic that the copies write. */
    public String copied() {
        return arguments.topics().responseLog();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close();
        parts.close();
    }
}
