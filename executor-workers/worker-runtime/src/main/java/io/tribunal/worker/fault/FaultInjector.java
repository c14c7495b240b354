package io.tribunal.worker.fault;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.worker.Answer;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Injects one fault between a correct executor and the log. Not for production. */
public final class FaultInjector {
    private static final Logger LOG = LoggerFactory.getLogger(FaultInjector.class);

    private final Optional<Fault> fault;
    private final LongSupplier clock;
    private final Dice dice;
    private final Runnable halt;

    /**
     * Injects one fault, or none.
     *
     * @param seed decides which requests it affects
     * @param halt ends the process at once
     * @param clock ms since the process began
     */
    public FaultInjector(Optional<Fault> fault, long seed, Runnable halt, LongSupplier clock) {
        this.fault = fault;
        this.clock = clock;
        this.dice = new Dice(seed);
        this.halt = halt;
        fault.ifPresent(
                spec -> LOG.warn("event=FAULT_INJECTED fault={} seed={} note=\"NOT FOR PRODUCTION\"", spec, seed));
    }

    private @Nullable FaultSpec present() {
        return fault.filter(it -> it.isPresentAt(clock.getAsLong()))
                .map(Fault::spec)
                .orElse(null);
    }

    /** A batch to be written no sooner than {@code delay} ms from now. */
    public record Outgoing(AnswerBatch batch, long delay) {}

    /** The same service with the fault's wrong answers. */
    public Service wrap(Service correct) {
        return fault.isEmpty() ? correct : new FaultyService(correct, this);
    }

    Answer distorted(Answer answer, Request request) {
        Bytes subject = request.requestId().bytes();
        return switch (present()) {
            case FaultSpec.Lie lie
            when lie.operation().orElse(request.operation()).equals(request.operation())
                    && dice.hits(lie.probability(), subject) -> withOtherOutput(answer, subject);
            case FaultSpec.WrongState wrong
            when dice.hits(wrong.probability(), subject) -> withOtherWrites(answer, subject);
            case null, default -> answer;
        };
    }

    /** The batches to write in place of these under the fault, in order. */
    public List<Outgoing> outgoing(List<AnswerBatch> batches) {
        return batches.stream().flatMap(batch -> outgoing(batch).stream()).toList();
    }

    private List<Outgoing> outgoing(AnswerBatch batch) {
        return switch (present()) {
            case FaultSpec.Silent ignored ->
                List.of(now(new AnswerBatch(batch.processedTo(), batch.resumeFrom(), List.of())));
            case FaultSpec.Delay delay ->
                List.of(new Outgoing(
                        batch,
                        dice.between(delay.least(), delay.most(), Bytes.utf8(Long.toString(batch.processedTo())))));
            case FaultSpec.Equivocate equivocate -> {
                List<ResponseBatch.Item> others = batch.items().stream()
                        .filter(item -> dice.hits(equivocate.probability(), item.encoded()))
                        .map(this::contradicting)
                        .toList();
                AnswerBatch second = new AnswerBatch(batch.processedTo(), batch.resumeFrom(), others);
                yield others.isEmpty() ? List.of(now(batch)) : List.of(now(batch), now(second));
            }
            case FaultSpec.Crash crash -> {
                if (batch.items().stream().anyMatch(item -> dice.hits(crash.probability(), item.encoded()))) {
                    halt.run();
                }
                yield List.of(now(batch));
            }
            case null, default -> List.of(now(batch));
        };
    }

    private static Outgoing now(AnswerBatch batch) {
        return new Outgoing(batch, 0);
    }

    private Answer withOtherOutput(Answer answer, Bytes subject) {
        Bytes output = WrongValue.ofOutput(answer.output(), dice, subject);
        return new Answer(answer.status(), answer.contentType(), output, answer.writes());
    }

    private Answer withOtherWrites(Answer answer, Bytes subject) {
        if (answer.status() == Status.REFUSED) {
            return answer;
        }
        List<Write> writes = answer.writes().stream()
                .map(write ->
                        new Write(write.key(), write.value().map(value -> WrongValue.ofState(value, dice, subject))))
                .toList();
        return new Answer(answer.status(), answer.contentType(), answer.output(), writes);
    }

    private ResponseBatch.Item contradicting(ResponseBatch.Item item) {
        Response right = item.response();
        Response other = new Response(
                right.businessOffset(),
                right.requestHash(),
                right.preState(),
                right.postState(),
                right.stateRoot(),
                right.status(),
                right.contentType(),
                WrongValue.ofOutput(right.output(), dice, item.encoded()),
                right.writes());
        return new ResponseBatch.Item(PayloadCodec.encodeResponse(other), other);
    }
}
