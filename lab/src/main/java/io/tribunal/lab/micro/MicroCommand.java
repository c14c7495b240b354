package io.tribunal.lab.micro;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tribunal bench micro}: the JMH benchmarks, each in a JVM of its own. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description = "JMH: codecs, hashes, envelope verification, admission, normalization, ballots, verdict checks.")
public final class MicroCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = ".*",
            description = "Which benchmarks, a regular expression (default: all).")
    private String pattern = ".*";

    @Override
    public Integer call() throws RunnerException {
        String all = MicroCommand.class.getPackageName().replace(".", "\\.") + "\\..*";
        new Runner(new OptionsBuilder().include(all + pattern).build()).run();
        return 0;
    }
}
