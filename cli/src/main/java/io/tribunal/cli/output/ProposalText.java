package io.tribunal.cli.output;

import io.tribunal.cli.root.ActionWords;
import io.tribunal.cli.root.Proposal;
import io.tribunal.kafka.process.LogText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A proposal of ROOT: what is signed, what is only said about it, and who has signed. */
public final class ProposalText {
    private ProposalText() {}

    public static String of(Proposal proposal) {
        return content(proposal) + System.lineSeparator() + signatures(proposal);
    }

    /** What its owners sign, and the remarks that they do not sign. */
    public static String content(Proposal proposal) {
        return Stream.of(
                        Stream.of(LabelledLine.of("deployment", proposal.deployment())),
                        Stream.of(LabelledLine.of(
                                "mandate", proposal.mandate() + ", " + ActionWords.name(proposal.action()))),
                        lines("it does this", ActionWords.of(proposal.action())),
                        lines("remark", proposal.remarks()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Only the first line has the label. */
    private static Stream<String> lines(String label, List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(line -> LabelledLine.of(line == 0 ? label : "", LogText.escaped(texts.get(line))));
    }

    /** Who has signed, and who still can. */
    public static String signatures(Proposal proposal) {
        List<String> signers = proposal.signers();
        String needed = signers.size() + " of " + proposal.threshold() + " owners that are needed";
        return LabelledLine.of("signed by", LogText.names(signers) + ", " + needed)
                + (signers.size() < proposal.threshold()
                        ? System.lineSeparator() + LabelledLine.of("still to sign", LogText.names(proposal.missing()))
                        : "");
    }
}
