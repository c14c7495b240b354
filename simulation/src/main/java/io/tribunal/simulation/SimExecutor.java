package io.tribunal.simulation;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Status;
import io.tribunal.core.state.StateDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One executor in one partition: reads the entries and answers them as its fault mode says. */
final class SimExecutor {
    private static final int LAG = 12;

    private final String name;
    private FaultMode fault;
    private final ExpectedOutcomes expected;
    private final BatchWriter writer;
    private final Random random;
    private long handled;
    private Bytes ownState = StateDigest.INITIAL.bytes();
    private boolean diverged;

    SimExecutor(
            SimDeployment deployment,
            String name,
            int partition,
            FaultMode fault,
            ExpectedOutcomes expected,
            Random random) {
        this.name = name;
        this.fault = fault;
        this.expected = expected;
        this.writer = new BatchWriter(deployment, name, partition);
        this.random = random;
    }

    String name() {
        return name;
    }

    FaultMode fault() {
        return fault;
    }

    /** Behaves as that mode says from now on, beginning from the agreed state. */
    void switchFault(FaultMode other) {
        fault = other;
        diverged = false;
    }

    boolean hasHandled(long offset) {
        return handled >= offset;
    }

    /** The next record of this executor if it writes one now; {@code last} is the highest business offset so far. */
    Optional<byte[]> poll(long last) {
        if (fault == FaultMode.DEAD || (fault == FaultMode.SLOW && last - handled < LAG && random.nextInt(8) > 0)) {
            return Optional.empty();
        }
        if (fault == FaultMode.RESTARTING && handled > 0 && random.nextInt(10) == 0) {
            handled = random.nextLong(handled);
        }
        long from = handled + 1;
        handled = fault == FaultMode.AHEAD ? last : Math.min(last, handled + random.nextInt(6));
        List<Response> responses = new ArrayList<>();
        expected.responses()
                .subMap(from, handled + 1)
                .values()
                .forEach(expectedResponse -> answer(expectedResponse).ifPresent(responses::add));
        return Optional.of(write(responses));
    }

    private byte[] write(List<Response> responses) {
        byte[] value = writer.write(fault == FaultMode.ABSURD_CLAIM ? Long.MAX_VALUE : handled, responses);
        if (fault == FaultMode.GARBAGE && random.nextInt(4) == 0) {
            value[random.nextInt(value.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return value;
    }

    private Optional<Response> answer(ExpectedResponse expectedResponse) {
        Response honest = expectedResponse.response(random.nextInt(1_000));
        return switch (fault) {
            case PLAIN, RESTARTING, AHEAD, ABSURD_CLAIM, SLOW, DEAD -> Optional.of(honest);
            case SILENT -> Optional.empty();
            case LYING ->
                Optional.of(
                        random.nextInt(3) == 0
                                ? WrongResponses.otherResult(expectedResponse, "lie" + random.nextInt(3))
                                : honest);
            case BIASED ->
                Optional.of(
                        expectedResponse.status() == Status.REFUSED
                                ? WrongResponses.otherResult(expectedResponse, "bias" + expectedResponse.offset())
                                : honest);
            case COLLUDING ->
                Optional.of(WrongResponses.otherResult(expectedResponse, "plot" + expectedResponse.offset()));
            case WRONG_STATE -> Optional.of(wrongState(honest, name));
            case COLLUDING_STATE -> Optional.of(wrongState(honest, "plot"));
            case EQUIVOCATING -> Optional.of(equivocate(expectedResponse, honest));
            case GARBAGE -> Optional.of(random.nextBoolean() ? WrongResponses.garbage(honest, random) : honest);
        };
    }

    private Response wrongState(Response honest, String mark) {
        if (!diverged && honest.businessOffset() < 3) {
            ownState = honest.postState();
            return honest;
        }
        Response wrong = WrongResponses.otherState(honest, diverged ? ownState : honest.preState(), mark);
        diverged = true;
        ownState = wrong.postState();
        return wrong;
    }

    /** Sometimes steps back after a response, and answers the same request differently. */
    private Response equivocate(ExpectedResponse expectedResponse, Response honest) {
        if (random.nextInt(3) == 0) {
            handled = Math.max(0, expectedResponse.offset() - 1);
        }
        return random.nextBoolean()
                ? honest
                : WrongResponses.otherResult(expectedResponse, "other" + random.nextInt(2));
    }
}
