package io.tribunal.core.ballot;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.policy.Adjudication;
import java.util.Optional;

/** Compares one answer with what its ballot has agreed so far, and names the first difference. */
public final class Comparison {
    private Comparison() {}

    /** What keeps the answer from agreeing with any other: a fault of its own, or another state before it. */
    static Optional<Difference> disqualified(Ballot ballot, CountedResponse answer) {
        if (answer.assessment() instanceof Assessment.Faulty faulty) {
            return Optional.of(faulty.difference());
        }
        if (ballot.hasEquivocated(answer.executor())) {
            return Optional.of(Difference.EQUIVOCATED);
        }
        return startsElsewhere(ballot.before(), answer) ? Optional.of(Difference.PRE_STATE) : Optional.empty();
    }

    private static boolean startsElsewhere(Optional<Hash> before, CountedResponse answer) {
        return before.isPresent() && !before.get().bytes().equals(answer.preState());
    }

    /** The same, or the first difference from the agreed state if there is one. */
    static Optional<Difference> inState(Ballot ballot, CountedResponse answer) {
        Optional<Difference> found = disqualified(ballot, answer);
        Optional<Verdict.AgreedState> state = ballot.state();
        return found.isPresent() || state.isEmpty() ? found : againstState(state.get(), answer);
    }

    private static Optional<Difference> againstState(Verdict.AgreedState state, CountedResponse answer) {
        if (!answer.postState().equals(state.postState().bytes())) {
            return Optional.of(Difference.POST_STATE);
        }
        return answer.stateRoot().equals(state.stateRoot()) ? Optional.empty() : Optional.of(Difference.STATE_ROOT);
    }

    /** The first difference from what the ballot has decided; empty for an answer that supports the decision. */
    public static Optional<Difference> decided(Ballot ballot, CountedResponse answer) {
        Optional<Difference> found = inState(ballot, answer);
        return found.isPresent() ? found : output(ballot, answer);
    }

    /**
     * The same, without the differences that the policy allows: where a majority of new behaviour states decides, an
     * executor in that state may give another output.
     */
    public static Optional<Difference> charged(Ballot ballot, CountedResponse answer) {
        return decided(ballot, answer)
                .filter(difference -> difference != Difference.OUTPUT || !mayDiffer(ballot, answer));
    }

    private static boolean mayDiffer(Ballot ballot, CountedResponse answer) {
        return ballot.terms().policy().voting().adjudication() == Adjudication.BEHAVIOUR_STATE
                && ballot.learned()
                        .filter(learned -> learned.agreesWith(answer.executor()))
                        .isPresent();
    }

    private static Optional<Difference> output(Ballot ballot, CountedResponse answer) {
        if (ballot.decision().orElse(null) instanceof Verdict.Agreed agreed) {
            boolean same = answer.assessment() instanceof Assessment.Valid valid
                    && valid.voteDigest().equals(agreed.voteDigest());
            return same ? Optional.empty() : Optional.of(Difference.OUTPUT);
        }
        return Optional.of(Difference.UNDECIDED);
    }
}
