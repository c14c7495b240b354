package io.tribunal.core.decision;

import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.ExecutorId;

/** A change of one executor's status (PROTOCOL 8). */
public sealed interface MembershipEvent {
    ExecutorId executor();

    /** ACTIVE, DOWN or PROBATION to ISOLATED. Silence alone never isolates. */
    record Isolate(ExecutorId executor, DeviationClass kind) implements MembershipEvent {
        public Isolate {
            if (kind == DeviationClass.SILENT) {
                throw new IllegalArgumentException("silence leads to DOWN, not to isolation");
            }
        }
    }

    /** ACTIVE to DOWN. */
    record Down(ExecutorId executor) implements MembershipEvent {}

    /** DOWN to ACTIVE. */
    record Up(ExecutorId executor) implements MembershipEvent {}

    /** ISOLATED to PROBATION, once the executor has asked to rejoin. */
    record Probation(ExecutorId executor) implements MembershipEvent {}

    /**
     * PROBATION to ACTIVE.
     *
     * @param lifts number of the decision that isolated it
     */
    record Readmit(ExecutorId executor, long lifts) implements MembershipEvent {}

    /** A tag of 4 bytes, the executor, and the event's own fields. */
    default void write(CanonicalWriter out) {
        switch (this) {
            case Isolate isolate ->
                out.int32(0).text(executor().value()).text(isolate.kind().name());
            case Down ignored -> out.int32(1).text(executor().value());
            case Up ignored -> out.int32(2).text(executor().value());
            case Probation ignored -> out.int32(3).text(executor().value());
            case Readmit readmit -> out.int32(4).text(executor().value()).int64(readmit.lifts());
        }
    }

    static MembershipEvent read(CanonicalReader in) {
        int tag = in.int32();
        ExecutorId executor = new ExecutorId(in.text());
        return switch (tag) {
            case 0 -> new Isolate(executor, DeviationClass.valueOf(in.text()));
            case 1 -> new Down(executor);
            case 2 -> new Up(executor);
            case 3 -> new Probation(executor);
            case 4 -> new Readmit(executor, in.int64());
            default -> throw new IllegalArgumentException("no such event: " + tag);
        };
    }
}
