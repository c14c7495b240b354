package io.tribunal.cli.commands;

import io.tribunal.cli.output.VerdictText;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.topic.TopicNames;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints verdicts as the voter published them. */
@Command(
        name = "verdicts",
        mixinStandardHelpOptions = true,
        description = {
            "Print the committed verdicts, one a line, unchecked ('send --wait' checks).",
            "Without --follow all that are there; with it new ones, or all with --from-beginning."
        })
public final class VerdictsCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--follow", description = "Go on with new ones until Ctrl-C.")
    private boolean follow;

    @Option(names = "--from-beginning", description = "Begin with the first one.")
    private boolean fromBeginning;

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        TribunalConfig config = connection.resolve();
        String topic = TopicNames.of(config.namespace()).verdicts();
        try (TopicTail tail = new TopicTail(config, topic, OptionalInt.empty())) {
            if (follow && !fromBeginning) {
                tail.seekToEnd();
            } else {
                tail.seek(0);
            }
            if (follow) {
                tail.follow(this::print);
            } else {
                tail.readToEnd(this::print);
            }
        }
        return ExitCode.OK.code();
    }

    private boolean print(ConsumerRecord<byte[], byte[]> record) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(VerdictText.print(output, VerdictCodec.decodeFramed(record.value())));
        } catch (MalformedRecordException e) {
            spec.commandLine()
                    .getErr()
                    .println("tribunal: " + record.topic() + "-" + record.partition() + "@" + record.offset()
                            + " is no verdict: " + e.getMessage());
        }
        return !out.checkError();
    }
}
