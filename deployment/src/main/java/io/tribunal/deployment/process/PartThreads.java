package io.tribunal.deployment.process;

import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RunningRole;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part that runs on threads of this process. Its failure ends it alone. */
public final class PartThreads implements Part {
    private static final Logger LOG = LoggerFactory.getLogger(PartThreads.class);

    private final String name;
    private final Path log;
    /** The threads that the part's threads create are in it too. */
    private final ThreadGroup threads;

    private final Thread main;
    private final CompletableFuture<String> ending = new CompletableFuture<>();
    private @Nullable RunningRole role;
    private boolean terminated;

    private PartThreads(String name, Path log, Callable<RunningRole> creation) {
        this.name = name;
        this.log = log;
        this.threads = new ThreadGroup(name);
        this.main = Thread.ofPlatform().daemon().group(threads).name(name).unstarted(() -> run(creation));
    }

    /**
     * Starts the part.
     *
     * @param name for people
     * @param creation creates what runs, on a thread of the part
     */
    public static PartThreads start(String name, Path log, Callable<RunningRole> creation) {
        FatalExits.contain();
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UserError("cannot start " + name + ": " + e.getMessage());
        }
        PartThreads part = new PartThreads(name, log, creation);
        part.main.start();
        return part;
    }

    private void run(Callable<RunningRole> creation) {
        PartContext.enter(this);
        try {
            RunningRole created = creation.call();
            if (accepts(created)) {
                created.run();
            }
            ending.complete("in order");
        } catch (LogDamagedException damage) {
            fail(LogDamage.text(damage));
        } catch (Exception | Error e) {
            LOG.error("event=part_failed part={} error=\"{}\"", name, LogText.escaped(String.valueOf(e)), e);
            fail(cause(e));
        }
    }

    /** The message alone where it is made for people. */
    private static String cause(Throwable failure) {
        return failure instanceof UserError || failure instanceof ConfigException || failure instanceof BindException
                ? String.valueOf(failure.getMessage())
                : String.valueOf(failure);
    }

    private synchronized boolean accepts(RunningRole created) {
        role = created;
        return !terminated;
    }

    /** Counts it as ended; what is left of its threads does no more harm than a role that stopped answering. */
    void fail(String cause) {
        ending.complete("with " + cause);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public boolean isAlive() {
        return !ending.isDone();
    }

    @Override
    public boolean isServing() {
        RunningRole running = running();
        return isAlive() && running != null && running.isHealthy();
    }

    private synchronized @Nullable RunningRole running() {
        return role;
    }

    @Override
    public String ending() {
        return ending.getNow("not yet");
    }

    @Override
    public CompletableFuture<Part> onExit() {
        return ending.thenApply(how -> this);
    }

    @Override
    public Duration processorTime() {
        return ProcessorTimes.of(threads);
    }

    @Override
    public void terminate() {
        RunningRole running;
        synchronized (this) {
            terminated = true;
            running = role;
        }
        if (running != null) {
            Thread.ofPlatform().daemon().group(threads).name(name + "-stop").start(() -> stop(running));
        }
    }

    private void stop(RunningRole running) {
        PartContext.enter(this);
        running.stop();
    }

    /** Leaves the part's threads to the end of this process if they do not end in time. */
    @Override
    public void awaitEnd(Duration patience) {
        try {
            ending.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("event=part_abandoned part={} seconds={}", name, patience.toSeconds());
            fail("no end within " + patience.toSeconds() + " s");
            main.interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
