package io.tribunal.deployment;

import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.cluster.EmbeddedCluster;
import io.tribunal.deployment.cluster.NodeSpec;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.Arrangement;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.process.Supervisor;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.provisioning.Provisioning;
import io.tribunal.deployment.provisioning.RoleFiles;
import io.tribunal.deployment.registry.RegistryServer;
import io.tribunal.deployment.role.RolePlacement;
import io.tribunal.deployment.role.RoleProcesses;
import io.tribunal.deployment.role.RoleThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A whole deployment on this machine: cluster, schema registry, executors, voters, validators and state store, as threads of this
 * process or each in a process of its own, as the plan arranges it. {@link #close} stops them in the reverse order of their start.
 */
public final class Deployment implements AutoCloseable {
    private final DeploymentPlan plan;
    private final ClusterFile address;
    private final EmbeddedCluster cluster;
    private final Supervisor roles;
    private final ExitReport exits;
    private final CompletableFuture<String> loss = new CompletableFuture<>();
    private final OpenedResources opened;

    private Deployment(
            DeploymentPlan plan,
            ClusterFile address,
            EmbeddedCluster cluster,
            Supervisor roles,
            ExitReport exits,
            OpenedResources opened) {
        this.plan = plan;
        this.address = address;
        this.cluster = cluster;
        this.roles = roles;
        this.exits = exits;
        this.opened = opened;
    }

    /**
     * Starts everything. Returns once the cluster serves and the roles have been started; {@link #awaitReady} waits for them.
     *
     * @param launcher makes the commands of the roles
     * @param report receives one line for each step, and later one for each part that ends unexpectedly
     */
    public static Deployment start(
            DataDirectory data, DeploymentPlan plan, Launcher launcher, Consumer<String> report) {
        OpenedResources opened = new OpenedResources();
        try {
            EmbeddedCluster cluster = opened.keep(EmbeddedCluster.start(data, plan.arrangement(), report));
            RegistryServer registry = opened.keep(RegistryServer.start(
                    data.root().resolve("schema-registry.json"),
                    cluster.layout().registryPort()));
            report.accept("creating topics and genesis");
            Provisioning provisioning = new Provisioning(
                    data,
                    plan,
                    cluster.layout().replicas(),
                    plan.arrangement().placement().leaders());
            ClusterFile address = provisioning.provision(cluster.bootstrapServers(), registry.url());
            report.accept("starting " + plan.executors().size() + " executors, voter, "
                    + plan.validators().size() + " validators and state store");
            Supervisor roles = opened.keep(new Supervisor());
            RoleFiles files = provisioning.roleFiles(address);
            new RoleStarter(placement(plan.arrangement(), launcher), roles, data, files)
                    .startAll(plan, cluster.layout().statePort());
            ExitReport exits = opened.keep(new ExitReport(report));
            Deployment deployment = new Deployment(plan, address, cluster, roles, exits, opened);
            deployment.parts().forEach(deployment::watch);
            return deployment;
        } catch (IOException e) {
            opened.close();
            throw new UserError("cannot write to " + data.root() + ": " + e);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Waits until every role serves, proved by a round through the log.
     *
     * @return what does not serve when the patience ends; empty if all do
     * @throws UserError as soon as a node or a role has ended
     */
    public Set<String> awaitReady(Duration patience) {
        List<String> executors =
                plan.executors().stream().map(executor -> executor.id().value()).toList();
        return new Readiness(address, this::parts).await(executors, patience);
    }

    private void watch(Part part) {
        exits.watch(part);
        var unused = part.onExit()
                .thenAccept(ended ->
                        Quorum.of(plan).loss(cluster.parts(), roles.parts()).ifPresent(loss::complete));
    }

    /**
     * Completes when no request can be decided any more, because too many parts have ended; with the cause, for people. The parts
     * that are left go on.
     */
    public CompletableFuture<String> loss() {
        return loss;
    }

    /** All nodes and roles. */
    private List<Part> parts() {
        return Stream.concat(cluster.parts().stream(), roles.parts().stream()).toList();
    }

    /** How clients reach it. */
    public ClusterFile address() {
        return address;
    }

    /** URL of the state store's query API. */
    public String stateUrl() {
        return "http://" + NodeSpec.HOST + ":" + cluster.layout().statePort();
    }

    public EmbeddedCluster cluster() {
        return cluster;
    }

    /** The executors, voters, validators and the state store, in the order of their start. */
    public List<Part> roles() {
        return roles.parts();
    }

    /** The role of that name. */
    public Part role(String name) {
        return roles().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no role " + name));
    }

    /** The process of a role of a deployment in processes. */
    public ChildProcess process(String role) {
        return (ChildProcess) role(role);
    }

    /** Starts the role of that name again; ends it first if it still runs. */
    public Part restart(String role) {
        Part restarted = roles.restart(role);
        watch(restarted);
        return restarted;
    }

    private static RolePlacement placement(Arrangement arrangement, Launcher launcher) {
        RolePlacement processes = new RoleProcesses(launcher, arrangement.lifetime());
        return switch (arrangement.placement()) {
            case ONE_PROCESS -> new RoleThreads(processes);
            case PROCESSES -> processes;
        };
    }

    @Override
    public void close() {
        opened.close();
    }
}
