package io.tribunal.cli.output;

import io.tribunal.cli.root.RootStatus;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.partition.UnsettledEntry;
import io.tribunal.kafka.process.LogText;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What ROOT must know before it orders anything. */
public final class RootStatusText {
    private RootStatusText() {}

    public static String of(RootStatus status) {
        return Stream.of(
                        Stream.of(
                                LabelledLine.of(
                                        "deployment", status.rules().chain().deployment()),
                                LabelledLine.of(
                                        "threshold", status.rules().genesis().rootThreshold() + " owner(s) must sign"),
                                LabelledLine.of("next mandate", status.rules().nextMandate())),
                        status.rules().roots().stream().map(RootStatusText::owner),
                        IntStream.range(0, status.rules().genesis().partitions())
                                .mapToObj(partition -> partition(partition, status)))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String owner(RegisteredKey key) {
        return LabelledLine.of("owner", LogText.name(key.owner()) + " with the key " + key.keyId());
    }

    private static String partition(int partition, RootStatus status) {
        UnsettledEntry stopped = status.stopped().get(partition);
        return LabelledLine.of(
                "partition " + partition,
                stopped == null
                        ? "goes on"
                        : "STOPPED: no state can be agreed after " + partition + "@" + stopped.businessOffset()
                                + "; void it: tribunal root propose void --partition " + partition + " --offset "
                                + stopped.businessOffset());
    }
}
