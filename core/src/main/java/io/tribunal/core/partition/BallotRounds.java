package io.tribunal.core.partition;

import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.behaviour.Learner;
import io.tribunal.core.behaviour.Round;
import io.tribunal.core.behaviour.ObservedBallot;
import io.tribunal.core.identity.Bytes;
import java.util.Optional;

/** The behaviour model's side of a ballot: a round where the ballot's policy has a model, else none. */
final class BallotRounds {
    private BallotRounds() {}

    static Optional<Round> open(Learner learner, BallotTerms terms, Bytes body) {
        return terms.policy().voting().behaviour().map(model -> learner.open(model, subject(terms), terms.operation(), body));
    }

    static Optional<Round> reopen(Learner learner, BallotTerms terms, Learned learned) {
        return terms.policy().voting().behaviour().map(model -> learner.reopen(model, subject(terms), learned));
    }

    private static ObservedBallot subject(BallotTerms terms) {
        return new ObservedBallot(terms.position(), terms.requestHash(), terms.electorate(), terms.needed());
    }
}
