package io.tribunal.core.admission;

import io.tribunal.core.ballot.Rejection;
import java.util.Optional;

/** The first rule that an entry fails, and why. */
record Refusal(Rejection reason, String detail, Optional<Long> replayOf) {
    static Optional<Refusal> because(Rejection reason, String detail) {
        return Optional.of(new Refusal(reason, detail, Optional.empty()));
    }

    static Optional<Refusal> none() {
        return Optional.empty();
    }
}
