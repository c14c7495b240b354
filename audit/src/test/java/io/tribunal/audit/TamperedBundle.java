package io.tribunal.audit;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.audit.bundle.EvidenceBundle.BallotEvidence;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedEntry;
import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A bundle of which a test changes one part; its summary and chain stay as they were. */
record TamperedBundle(EvidenceBundle bundle) {
    static TamperedBundle with(byte[] file) {
        return new TamperedBundle(BundleFormat.read(file).orElseThrow());
    }

    byte[] file() {
        return BundleFormat.write(bundle);
    }

    TamperedBundle deployment(Hash other) {
        return with(other, bundle.decision(), bundle.partition(), bundle.business(), bundle.ballots());
    }

    TamperedBundle decision(long number) {
        return with(bundle.deployment(), number, bundle.partition(), bundle.business(), bundle.ballots());
    }

    TamperedBundle business(Consumer<List<LoggedEntry>> change) {
        List<LoggedEntry> entries = new ArrayList<>(bundle.business());
        change.accept(entries);
        return with(bundle.deployment(), bundle.decision(), bundle.partition(), entries, bundle.ballots());
    }

    TamperedBundle entry(int index, UnaryOperator<Bytes> change) {
        return business(entries -> {
            LoggedEntry entry = entries.get(index);
            entries.set(index, new LoggedEntry(entry.offset(), entry.appendTime(), change.apply(entry.value())));
        });
    }

    TamperedBundle ballots(Consumer<List<BallotEvidence>> change) {
        List<BallotEvidence> ballots = new ArrayList<>(bundle.ballots());
        change.accept(ballots);
        return with(bundle.deployment(), bundle.decision(), bundle.partition(), bundle.business(), ballots);
    }

    /** Changes the answers of the first ballot. */
    TamperedBundle answers(Consumer<List<ResponseEvidence>> change) {
        return ballots(ballots -> {
            BallotEvidence first = ballots.getFirst();
            List<ResponseEvidence> answers = new ArrayList<>(first.responses());
            change.accept(answers);
            ballots.set(0, new BallotEvidence(first.businessOffset(), answers));
        });
    }

    TamperedBundle answer(int index, UnaryOperator<ResponseEvidence> change) {
        return answers(answers -> answers.set(index, change.apply(answers.get(index))));
    }

    private static TamperedBundle with(
            EvidenceBundle from,
            Hash deployment,
            long decision,
            int partition,
            List<LoggedEntry> business,
            List<BallotEvidence> ballots) {
        return new TamperedBundle(new EvidenceBundle(
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

    private TamperedBundle with(
            Hash deployment, long decision, int partition, List<LoggedEntry> business, List<BallotEvidence> ballots) {
        return with(bundle, deployment, decision, partition, business, ballots);
    }

    static Bytes flipped(Bytes value, int fromEnd) {
        byte[] copy = value.array().clone();
        copy[copy.length - 1 - fromEnd] ^= 1;
        return Bytes.wrap(copy);
    }
}
