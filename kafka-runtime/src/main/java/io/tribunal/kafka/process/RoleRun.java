package io.tribunal.kafka.process;

import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a role, with its health server and its log lines.
 *
 * @param health where {@link HealthServer} listens; port 0 for nowhere
 */
public record RoleRun(String name, RunningRole role, InetSocketAddress health) implements RunningRole {
    /** Where a role listens that serves no health. */
    public static final InetSocketAddress NO_HEALTH = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final Logger LOG = LoggerFactory.getLogger(RoleRun.class);

    /** Returns once the role has ended; throws the role's exceptions, {@link LogDamagedException} for each that shows damage. */
    @Override
    public void run() throws Exception {
        LOG.info(
                "event=role_started role={} pid={}",
                name,
                ProcessHandle.current().pid());
        try (HealthServer server = HealthServer.start(health, role)) {
            LOG.debug("event=health role={} port={}", name, server.port());
            role.run();
            LOG.info("event=role_stopped role={}", name);
        } catch (Exception | Error e) {
            Optional<LogDamagedException> damage = LogDamage.of(e);
            report(damage.<Throwable>map(found -> found).orElse(e));
            damage.ifPresent(found -> {
                throw found;
            });
            throw e;
        }
    }

    /** Only what may be a bug is logged with its stack. */
    private void report(Throwable failure) {
        if (failure instanceof LogDamagedException || failure instanceof BindException) {
            LOG.error("event=role_failed role={} error=\"{}\"", name, LogText.escaped(LogDamage.text(failure)));
        } else {
            LOG.error(
                    "event=role_failed role={} error=\"{}\"", name, LogText.escaped(String.valueOf(failure)), failure);
        }
    }

    @Override
    public void stop() {
        role.stop();
    }

    @Override
    public boolean isHealthy() {
        return role.isHealthy();
    }

    @Override
    public String metrics() {
        return role.metrics();
    }
}
