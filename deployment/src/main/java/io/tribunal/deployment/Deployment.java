package io.tribunal.deployment;

import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.cluster.EmbeddedCluster;
import io.tribunal.deployment.cluster.NodeSpec;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Supervisor;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.deployment.provisioning.Provisioning;
import io.tribunal.deployment.provisioning.RoleFiles;
import io.tribunal.deployment.registry.RegistryServer;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A whole deployment on this machine: cluster, schema registry, executors, voters, validators and state store, each in a process
 * of its own except the registry. {@link #close} stops them in the reverse order of their start.
 */
public final class Deployment implements AutoCloseable {
    private final ClusterFile address;
    private final EmbeddedCluster cluster;
    private final Supervisor roles;
    private final ExitReport exits;
    private final OpenedResources opened;

    private Deployment(
            ClusterFile address, EmbeddedCluster cluster, Supervisor roles, ExitReport exits, OpenedResources opened) {
        this.address = address;
        this.cluster = cluster;
        this.roles = roles;
        this.exits = exits;
        this.opened = opened;
    }

    /**
     * Starts everything. Returns once the cluster serves and the processes of the roles have been started; they may not be ready.
     *
     * @param launcher makes the commands of the roles
     * @param report receives one line for each step, and later one for each process that ends unexpectedly
     */
    public static Deployment start(
            DataDirectory data, DeploymentPlan plan, Launcher launcher, Consumer<String> report) {
        OpenedResources opened = new OpenedResources();
        try {
            report.accept("starting three Kafka nodes");
            EmbeddedCluster cluster = opened.keep(EmbeddedCluster.start(data, plan.lifetime()));
            RegistryServer registry = opened.keep(RegistryServer.start(
                    data.root().resolve("schema-registry.json"),
                    cluster.layout().registryPort()));
            report.accept("creating topics and genesis");
            Provisioning provisioning = new Provisioning(data, plan);
            ClusterFile address = provisioning.provision(cluster.bootstrapServers(), registry.url());
            report.accept("starting " + plan.executors().size() + " executors, voter, "
                    + plan.validators().size() + " validators and state store");
            Supervisor roles = opened.keep(new Supervisor());
            RoleFiles files = provisioning.roleFiles(address);
            new RoleStarter(launcher, roles, data, files)
                    .startAll(plan, cluster.layout().statePort());
            ExitReport exits = opened.keep(new ExitReport(report));
            cluster.processes().forEach(exits::watch);
            roles.children().forEach(exits::watch);
            return new Deployment(address, cluster, roles, exits, opened);
        } catch (IOException e) {
            opened.close();
            throw new UserError("cannot write to " + data.root() + ": " + e);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
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

    /** The executors, voters, validators and the state store, by name. */
    public List<ChildProcess> roles() {
        return roles.children();
    }

    /** Starts the role of that name again; kills it first if it still runs. */
    public ChildProcess restart(String role) {
        ChildProcess restarted = roles.restart(role);
        exits.watch(restarted);
        return restarted;
    }

    @Override
    public void close() {
        opened.close();
    }
}
