package io.tribunal.cli.commands;

import io.tribunal.cli.input.DeploymentTopics;
import io.tribunal.cli.input.TopicReader;
import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.cli.output.VerdictJson;
import io.tribunal.cli.output.VerdictText;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.topic.Topic;
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

/** Prints verdicts as the voter published them, unchecked. */
@Command(
        name = "verdicts",
        mixinStandardHelpOptions = true,
        description = {
            "Print the committed verdicts, one a line, unchecked ('send --wait' checks them).",
            "Without --follow, prints all present ones; with it, only new ones, or all with --from-beginning."
        })
public final class VerdictsCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Option(names = "--follow", description = "Print new verdicts until Ctrl-C.")
    private boolean follow;

    @Option(names = "--from-beginning", description = "With --follow: print the present verdicts first.")
    private boolean fromBeginning;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        TribunalConfig config = query.resolve();
        String topic = TopicNames.of(config.namespace()).verdicts();
        DeploymentTopics.require(config, Topic.VERDICTS);
        try (TopicReader reader = new TopicReader(config, topic, OptionalInt.empty())) {
            if (follow && !fromBeginning) {
                reader.seekToEnd();
            } else {
                reader.seek(0);
            }
            if (follow) {
                reader.follow(this::print);
            } else {
                reader.readToEnd(this::print);
            }
        }
        return ExitCode.OK.code();
    }

    private boolean print(ConsumerRecord<byte[], byte[]> record) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            new ResultPrinter(query.format(), out)
                    .print(VerdictCodec.decodeFramed(record.value()), VerdictText::of, VerdictJson::of);
        } catch (MalformedRecordException e) {
            spec.commandLine()
                    .getErr()
                    .println("tribunal: " + record.topic() + "-" + record.partition() + "@" + record.offset()
                            + " is not a verdict: " + e.getMessage());
        }
        return !out.checkError();
    }
}
