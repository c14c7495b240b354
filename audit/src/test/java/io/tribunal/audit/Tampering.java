package io.tribunal.audit;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedAnswer;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedEntry;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Changes one thing of a bundle and leaves the rest. */
record Tampering(EvidenceBundle bundle) {
    static Tampering with(byte[] file) {
        return new Tampering(BundleFormat.read(file).orElseThrow());
    }

    byte[] file() {
        return BundleFormat.write(bundle);
    }

    Tampering deployment(Hash other) {
        return with(other, bundle.decision(), bundle.partition(), bundle.business(), bundle.ballots());
    }

    Tampering decision(long number) {
        return with(bundle.deployment(), number, bundle.partition(), bundle.business(), bundle.ballots());
    }

    Tampering partition(int other) {
        return with(bundle.deployment(), bundle.decision(), other, bundle.business(), bundle.ballots());
    }

    Tampering business(Consumer<List<LoggedEntry>> change) {
        List<LoggedEntry> entries = new ArrayList<>(bundle.business());
        change.accept(entries);
        return with(bundle.deployment(), bundle.decision(), bundle.partition(), entries, bundle.ballots());
    }

    Tampering entry(int index, UnaryOperator<Bytes> change) {
        return business(entries -> {
            LoggedEntry entry = entries.get(index);
            entries.set(index, new LoggedEntry(entry.offset(), entry.appendTime(), change.apply(entry.value())));
        });
    }

    Tampering ballots(Consumer<List<BallotEvidence>> change) {
        List<BallotEvidence> ballots = new ArrayList<>(bundle.ballots());
        change.accept(ballots);
        return with(bundle.deployment(), bundle.decision(), bundle.partition(), bundle.business(), ballots);
    }

    /** The answers of the first ballot. */
    Tampering answers(Consumer<List<LoggedAnswer>> change) {
        return ballots(ballots -> {
            BallotEvidence first = ballots.getFirst();
            List<LoggedAnswer> answers = new ArrayList<>(first.responses());
            change.accept(answers);
            ballots.set(0, new BallotEvidence(first.businessOffset(), answers));
        });
    }

    Tampering answer(int index, UnaryOperator<LoggedAnswer> change) {
        return answers(answers -> answers.set(index, change.apply(answers.get(index))));
    }

    private static Tampering with(
            EvidenceBundle from,
            Hash deployment,
            long decision,
            int partition,
            List<LoggedEntry> business,
            List<BallotEvidence> ballots) {
        return new Tampering(new EvidenceBundle(
                from.format(),
                deployment,
                decision,
                partition,
                from.summary(),
                business,
                ballots,
                from.chain(),
                from.head()));
    }

    private Tampering with(
            Hash deployment, long decision, int partition, List<LoggedEntry> business, List<BallotEvidence> ballots) {
        return with(bundle, deployment, decision, partition, business, ballots);
    }

    static Bytes flipped(Bytes value, int fromEnd) {
        byte[] copy = value.array().clone();
        copy[copy.length - 1 - fromEnd] ^= 1;
        return Bytes.wrap(copy);
    }
}
