package io.tribunal.ingest;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.LogPosition;
import java.util.List;

/** Turns a verdict that was checked into what the caller gets. */
final class Conclusion {
    private Conclusion() {}

    static Outcome proven(Verdict verdict, List<ExecutorId> supporters) {
        return conclude(verdict, supporters, true);
    }

    static Outcome word(Verdict verdict) {
        return conclude(verdict, List.of(), false);
    }

    private static Outcome conclude(Verdict verdict, List<ExecutorId> supporters, boolean rederived) {
        LogPosition position = verdict.position();
        return switch (verdict.outcome()) {
            case Verdict.Agreed agreed ->
                new Outcome.Agreed(
                        position,
                        agreed.status(),
                        agreed.contentType(),
                        agreed.output(),
                        agreed.state().map(Verdict.AgreedState::postState),
                        supporters);
            case Verdict.Split split -> new Outcome.Split(position);
            case Verdict.Rejected rejected ->
                new Outcome.Rejected(position, rejected.reason(), rejected.detail(), rejected.replayOf(), rederived);
            case Verdict.Overdue overdue -> new Outcome.Overdue(position);
        };
    }
}
