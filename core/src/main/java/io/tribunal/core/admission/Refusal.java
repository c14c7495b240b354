package io.tribunal.core.admission;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.RejectionDetail;
import io.tribunal.core.policy.RulesVersion;
import java.util.Optional;

/**
 * The first rule that an entry fails.
 *
 * @param words of rules version 1
 */
record Refusal(Rejection reason, RejectionDetail code, String words, Optional<Long> replayOf) {
    static Optional<Refusal> because(Rejection reason, RejectionDetail code) {
        return because(reason, code, code.sentence());
    }

    static Optional<Refusal> because(Rejection reason, RejectionDetail code, String words) {
        return Optional.of(new Refusal(reason, code, words, Optional.empty()));
    }

    static Optional<Refusal> none() {
        return Optional.empty();
    }

    /** What the verdict says beside the reason. */
    String detail(RulesVersion rules) {
        return rules.tellsDetailsByCode() ? code.name() : words;
    }
}
