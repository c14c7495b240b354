package io.tribunal.kafka.process;

import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.schemas.registry.RegistryException;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;

/**
 * Paces what a role tries again after a failure. The pauses double from half a second to half a minute; one line of the log a
 * minute is written for one cause. Passing failures are tried for ever, damage of the log for about a minute: a broker's copy
 * may be bad and another one good. One thread calls it, except for {@link #isFailing}.
 */
public final class Retries {
    private static final long SHORTEST_MS = 500;
    private static final long LONGEST_MS = 30_000;
    /** Pauses of 0.5, 1, 2, 4, 8, 16 and 30 s lie between them. */
    private static final int DAMAGED_TRIES = 8;

    private final Logger log;
    private final String event;
    private final long shortest;
    private final RepeatedEvents events;
    private int failures;
    private int damaged;
    private volatile boolean failing;

    /**
     * Nothing has failed yet.
     *
     * @param event name of the event to log
     */
    public Retries(Logger log, String event) {
        this(log, event, SHORTEST_MS);
    }

    /** @param shortest the first pause, in ms */
    public Retries(Logger log, String event, long shortest) {
        this(log, event, shortest, new RepeatedEvents());
    }

    Retries(Logger log, String event, long shortest, RepeatedEvents events) {
        this.log = log;
        this.event = event;
        this.shortest = shortest;
        this.events = events;
    }

    /** Whether a failure may pass or mend: brokers or a registry that do not answer, a damaged copy of a log. */
    public static boolean mayPass(Exception failure) {
        return failure instanceof RetriableException
                || failure instanceof RegistryException
                || LogDamage.of(failure).isPresent();
    }

    /**
     * Notes a failure, and logs it unless its cause was logged within the last minute.
     *
     * @return ms to wait before the next try
     * @throws LogDamagedException when the log has been found damaged in all of the last eight tries
     */
    public long failed(Exception failure) {
        failing = true;
        failures++;
        Optional<LogDamagedException> damage = LogDamage.of(failure);
        damaged = damage.isPresent() ? damaged + 1 : 0;
        if (damage.isPresent() && damaged >= DAMAGED_TRIES) {
            throw damage.get();
        }
        report(damage.<Exception>map(found -> found).orElse(failure));
        return pause();
    }

    private void report(Exception failure) {
        String text = LogText.escaped(LogDamage.text(failure));
        events.admit(failure.getClass().getName() + LogDamage.of(failure).map(Throwable::getMessage))
                .ifPresent(withheld -> log.warn(
                        "event={} failures={} withheld={} error=\"{}\" action=retry", event, failures, withheld, text));
    }

    private long pause() {
        return Math.min(LONGEST_MS, shortest << Math.min(failures - 1, 10));
    }

    /** What is tried works again. */
    public void succeeded() {
        if (failing) {
            events.admit("it works again")
                    .ifPresent(withheld -> log.info(
                            "event={} action=none note=\"it works again\" failures={} withheld={}",
                            event,
                            failures,
                            withheld));
            failing = false;
            failures = 0;
            damaged = 0;
        }
    }

    /** Whether the last try failed; any thread may ask. */
    public boolean isFailing() {
        return failing;
    }
}
