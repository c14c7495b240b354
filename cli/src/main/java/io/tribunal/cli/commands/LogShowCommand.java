package io.tribunal.cli.commands;

import io.tribunal.cli.input.TopicReader;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.options.OptionValue;
import io.tribunal.cli.output.RecordText;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decodes the records of one of Tribunal's topics. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Decode the records of one of Tribunal's topics, one a line. Signatures are not checked.")
final class LogShowCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "T",
            description =
                    "business-log, response-log, verdicts, deviations, dead-letters, isolation-..., or a full topic name.")
    private String topic = "";

    @Option(names = "--partition", paramLabel = "P", description = "Only this partition.")
    private Optional<Integer> partition = Optional.empty();

    @Option(names = "--from", paramLabel = "OFFSET", description = "First offset in each partition (default: 0).")
    private long from;

    @Option(names = "--max", paramLabel = "N", description = "Print at most this many records (default: all).")
    private long max = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private long shown;

    @Override
    public Integer call() {
        partition.ifPresent(number -> OptionValue.requireAtLeast(spec, "--partition", 0, number));
        OptionValue.requireAtLeast(spec, "--from", 0, from);
        OptionValue.requireAtLeast(spec, "--max", 0, max);
        TribunalConfig config = connection.resolve();
        TopicNames topics = TopicNames.of(config.namespace());
        Topic chosen = chosen(topics);
        OptionalInt only = partition.map(OptionalInt::of).orElse(OptionalInt.empty());
        try (TopicReader reader = new TopicReader(config, topics.name(chosen), only)) {
            reader.seek(from);
            PrintWriter out = spec.commandLine().getOut();
            if (max > 0) {
                reader.readToEnd(record -> {
                    out.println(RecordText.of(chosen, record));
                    return ++shown < max && !out.checkError();
                });
            }
        }
        return ExitCode.OK.code();
    }

    private Topic chosen(TopicNames topics) {
        return Arrays.stream(Topic.values())
                .filter(known ->
                        known.suffix().equals(topic) || topics.name(known).equals(topic))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE,
                        "no topic " + topic + "; known are "
                                + Arrays.stream(Topic.values())
                                        .map(Topic::suffix)
                                        .collect(Collectors.joining(", "))));
    }
}
