package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Status;
import io.tribunal.core.state.StateDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One executor in one partition: reads the entries that it can see, and answers them in its own way. */
final class SimExecutor {
    private static final int LAG = 12;

    private final String name;
    private Conduct conduct;
    private final Truth truth;
    private final BatchWriter writer;
    private final Random random;
    private long handled;
    private Bytes ownState = StateDigest.INITIAL.bytes();
    private boolean diverged;

    SimExecutor(SimDeployment deployment, String name, int partition, Conduct conduct, Truth truth, Random random) {
        this.name = name;
        this.conduct = conduct;
        this.truth = truth;
        this.writer = new BatchWriter(deployment, name, partition);
        this.random = random;
    }

    String name() {
        return name;
    }

    Conduct conduct() {
        return conduct;
    }

    /** Behaves otherwise from now on; one that was wrong has restored the agreed state. */
    void become(Conduct other) {
        conduct = other;
        diverged = false;
    }

    boolean hasHandled(long offset) {
        return handled >= offset;
    }

    /** The next record of this executor, if it writes one now; {@code last} is the highest business offset so far. */
    Optional<byte[]> poll(long last) {
        if (conduct == Conduct.DEAD || (conduct == Conduct.SLOW && last - handled < LAG && random.nextInt(8) > 0)) {
            return Optional.empty();
        }
        if (conduct == Conduct.RESTARTING && handled > 0 && random.nextInt(10) == 0) {
            handled = random.nextLong(handled);
        }
        long from = handled + 1;
        handled = conduct == Conduct.AHEAD ? last : Math.min(last, handled + random.nextInt(6));
        List<Response> responses = new ArrayList<>();
        truth.facts()
                .subMap(from, handled + 1)
                .values()
                .forEach(fact -> answer(fact).ifPresent(responses::add));
        return Optional.of(write(responses));
    }

    private byte[] write(List<Response> responses) {
        byte[] value = writer.write(conduct == Conduct.ABSURD_CLAIM ? Long.MAX_VALUE : handled, responses);
        if (conduct == Conduct.GARBAGE && random.nextInt(4) == 0) {
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return value;
    }

    private Optional<Response> answer(Fact fact) {
        Response honest = fact.response(random.nextInt(1_000));
        return switch (conduct) {
            case PLAIN, RESTARTING, AHEAD, ABSURD_CLAIM, SLOW, DEAD -> Optional.of(honest);
            case SILENT -> Optional.empty();
            case LYING ->
                Optional.of(random.nextInt(3) == 0 ? Distortion.otherResult(fact, "lie" + random.nextInt(3)) : honest);
            case BIASED ->
                Optional.of(
                        fact.status() == Status.REFUSED
                                ? Distortion.otherResult(fact, "bias" + fact.offset())
                                : honest);
            case COLLUDING -> Optional.of(Distortion.otherResult(fact, "plot" + fact.offset()));
            case WRONG_STATE -> Optional.of(wrongState(honest, name));
            case COLLUDING_STATE -> Optional.of(wrongState(honest, "plot"));
            case EQUIVOCATING -> Optional.of(equivocate(fact, honest));
            case GARBAGE -> Optional.of(random.nextBoolean() ? Distortion.garbage(honest, random) : honest);
        };
    }

    private Response wrongState(Response honest, String mark) {
        if (!diverged && honest.businessOffset() < 3) {
            ownState = honest.postState();
            return honest;
        }
        Response wrong = Distortion.otherState(honest, diverged ? ownState : honest.preState(), mark);
        diverged = true;
        ownState = wrong.postState();
        return wrong;
    }

    /** Goes back after each answer now and then, and answers otherwise. */
    private Response equivocate(Fact fact, Response honest) {
        if (random.nextInt(3) == 0) {
            handled = Math.max(0, fact.offset() - 1);
        }
        return random.nextBoolean() ? honest : Distortion.otherResult(fact, "other" + random.nextInt(2));
    }
}
