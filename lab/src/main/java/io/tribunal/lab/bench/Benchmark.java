package io.tribunal.lab.bench;

import io.tribunal.core.identity.ValidatorId;
import io.tribunal.deployment.Deployment;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.provisioning.RoleFiles;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.lab.baseline.LoadTarget;
import io.tribunal.lab.baseline.PassThrough;
import io.tribunal.lab.baseline.RecordSizeProbe;
import io.tribunal.lab.baseline.RecordSizes;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Starts a deployment, loads it, then loads the baseline on the same brokers. */
final class Benchmark {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BenchPlan plan;
    private final DeploymentPlan deployment;
    private final Launcher launcher;
    private final Consumer<String> report;

    /**
     * A benchmark that has not started.
     *
     * @param launcher starts the roles
     * @param report receives one line for each step
     */
    Benchmark(BenchPlan plan, DeploymentPlan deployment, Launcher launcher, Consumer<String> report) {
        this.plan = plan;
        this.deployment = deployment.withVoterSettings(plan.voterSettings());
        this.launcher = launcher;
        this.report = report;
    }

    /** Runs the benchmark in a directory that holds no deployment yet. */
    BenchResult run(DataDirectory data) throws InterruptedException {
        try (Deployment running = Deployment.start(data, deployment, launcher, report)) {
            TribunalConfig config = running.address().config();
            SigningKey key =
                    SigningKey.fromPem(data.keys().of(deployment.client().value()));
            List<Measurement.Result> tribunal;
            try (LedgerTarget target = new LedgerTarget(config, deployment.client(), key, plan.seed())) {
                tribunal = loads("tribunal", measurement(running, config, target));
            }
            RecordSizes sizes = new RecordSizeProbe(
                            new ClientSettings(config),
                            new TopicCatalogue(
                                    deployment.namespace(), running.address().partitions()))
                    .measure();
            List<Measurement.Result> baseline = plan.withBaseline() ? baseline(data, running, sizes) : List.of();
            return result(tribunal, baseline, sizes);
        }
    }

    private Measurement measurement(Deployment running, TribunalConfig config, LoadTarget target) {
        Map<String, List<Part>> parts = new LinkedHashMap<>();
        parts.put("nodes", running.cluster().parts());
        parts.put(
                "executors",
                named(running, deployment.executors(), executor -> executor.id().value()));
        parts.put(
                "voter",
                named(
                        running,
                        IntStream.rangeClosed(1, deployment.voters()).boxed().toList(),
                        RoleFiles::voterName));
        parts.put("validators", named(running, deployment.validators(), ValidatorId::value));
        parts.put("state store", List.of(running.role(RoleFiles.STATE)));
        RecordCount batches = new RecordCount(
                new ClientSettings(config),
                TopicNames.of(config.namespace()).responseLog(),
                running.address().partitions());
        return new Measurement(
                target, new CostMeter(parts, batches), deployment.executors().size());
    }

    private static <T> List<Part> named(Deployment running, List<T> members, Function<T, String> name) {
        return members.stream().map(member -> running.role(name.apply(member))).toList();
    }

    private List<Measurement.Result> baseline(DataDirectory data, Deployment running, RecordSizes sizes)
            throws InterruptedException {
        report.accept("starting the baseline: five copies and a merging hop");
        try (PassThrough target = PassThrough.start(
                running.address(),
                running.cluster().layout().replicas(),
                deployment.arrangement().placement(),
                sizes,
                plan.guarantee(),
                plan.commitInterval(),
                data.root().resolve("baseline"))) {
            Map<String, List<Part>> parts = new LinkedHashMap<>();
            parts.put("nodes", running.cluster().parts());
            parts.put("the deployment, idle", running.roles());
            parts.putAll(target.parts());
            RecordCount batches = new RecordCount(
                    new ClientSettings(running.address().config()),
                    target.copied(),
                    running.address().partitions());
            return loads("baseline", new Measurement(target, new CostMeter(parts, batches), target.copies()));
        }
    }

    private List<Measurement.Result> loads(String name, Measurement measurement) throws InterruptedException {
        awaitFirstAnswer(name, measurement.target());
        List<Measurement.Result> results = new ArrayList<>();
        for (Load load : plan.loads()) {
            report.accept(name + ": " + load.describe() + ", " + plan.warmUp().toSeconds() + " s to warm up, "
                    + plan.duration().toSeconds() + " s measured");
            Measurement.Result shown = measurement.run(load, plan.warmUp(), plan.duration());
            report.accept("  %.0f a second, p50 %.1f ms, p99 %.1f ms, %.2f ms of processor time each"
                    .formatted(
                            shown.figures().perSecond(),
                            shown.figures().p50(),
                            shown.figures().p99(),
                            shown.costs().processorMsInAll()));
            results.add(shown);
        }
        return results;
    }

    private static void awaitFirstAnswer(String name, LoadTarget target) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isAnswered(target)) {
            if (System.nanoTime() - deadline > 0) {
                throw new UserError(name + " has answered nothing within " + PATIENCE.toSeconds()
                        + " s; run with --data DIR and see the logs there");
            }
        }
    }

    private static boolean isAnswered(LoadTarget target) throws InterruptedException {
        try {
            return target.send()
                    .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException notSent) {
            return false;
        }
    }

    private BenchResult result(
            List<Measurement.Result> tribunal, List<Measurement.Result> baseline, RecordSizes sizes) {
        List<BenchResult.Run> runs = new ArrayList<>();
        for (int i = 0; i < tribunal.size(); i++) {
            Optional<Measurement.Result> counterpart =
                    i < baseline.size() ? Optional.of(baseline.get(i)) : Optional.empty();
            runs.add(new BenchResult.Run(plan.loads().get(i), tribunal.get(i), counterpart));
        }
        return new BenchResult(runs, sizes);
    }
}
