package io.tribunal.cli.commands;

import io.tribunal.cli.input.RequestFile;
import io.tribunal.cli.options.ClientOptions;
import io.tribunal.cli.options.OutputOption;
import io.tribunal.cli.output.OrderedOutcomes;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.load.Pace;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.UntrustedDeploymentException;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.ingest.once.FileLine;
import io.tribunal.ingest.once.FileRefusedException;
import io.tribunal.ingest.once.FileSending;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a request file. A file that is sent again, for example after an interruption, is still executed once. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Send signed requests from a file and print the outcome of each, in input order.",
            "A file that is sent again is executed once: what is decided is told again, what was not sent yet is sent,"
                    + " also what was added at its end since."
        })
public final class SendCommand implements Callable<Integer> {
    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(
            names = "--file",
            required = true,
            paramLabel = "F|-",
            description = "Requests, one JSON object a line; - for standard input.")
    private String file = "-";

    @Option(names = "--rate", paramLabel = "R", description = "Requests a second (default: no limit).")
    private double rate;

    @Option(
            names = "--wait",
            description = "Wait for the verdicts and check them (default: wait until the requests are in the log).")
    private boolean wait;

    @Option(
            names = "--new",
            description = "Send new requests even if this file was sent before, so that they are executed again.")
    private boolean asNew;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for the outcome of one request (default: 30).")
    private int timeout = 30;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final AtomicInteger refuted = new AtomicInteger();

    @Override
    public Integer call() throws InterruptedException {
        if (timeout < 1 || rate < 0) {
            throw new UserError(ExitCode.USAGE, "--timeout must be 1 or more, --rate not negative");
        }
        Thread.ofPlatform().daemon().name("tribunal-crypto").start(Ed25519::verifier); // loads while the file is read
        RequestFile requests = RequestFile.read(file, System.in);
        TribunalConfig shared = options.resolve();
        SigningKey signer = options.signingKey(shared);
        try (SequenceJournal sequences = options.openJournal(signer);
                TribunalClient client = TribunalClient.open(config(shared, signer, sequences));
                FileSending sending =
                        FileSending.open(client, sequences.directory(), name(), requests.lines(), asNew)) {
            ExitCode code = send(sending, requests.lines());
            if (code == ExitCode.INCOMPLETE && client.damage().isPresent()) {
                throw client.damage().get();
            }
            return code.code();
        } catch (UntrustedDeploymentException e) {
            throw new UserError(ExitCode.VERIFICATION_FAILED, String.valueOf(e.getMessage()));
        } catch (FileRefusedException e) {
            throw new UserError(ExitCode.USAGE, "nothing was sent:\n" + file + ":" + e.line() + ": " + e.getMessage());
        } catch (JournalException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private String name() {
        return file.equals("-")
                ? ""
                : Path.of(file).toAbsolutePath().normalize().toString();
    }

    private ClientConfig config(TribunalConfig shared, SigningKey signer, SequenceJournal sequences) {
        ClientConfig config = options.clientConfig(shared, signer, sequences)
                .withTimeout(Duration.ofSeconds(timeout))
                .reportingTo(verdict -> {
                    refuted.incrementAndGet();
                    warn("a verdict failed its check: " + verdict.position() + " " + verdict.reason() + ", "
                            + verdict.detail());
                });
        return wait ? config : config.withoutVerdicts();
    }

    private ExitCode send(FileSending sending, List<FileLine> lines) throws InterruptedException {
        tell(sending.lookUp());
        OrderedOutcomes outcomes = new OrderedOutcomes(
                new ResultPrinter(output.format(), spec.commandLine().getOut()));
        Pace pace = new Pace(rate);
        for (FileLine line : lines) {
            pace.await();
            outcomes.add(() -> sending.requestId(line), sending.send(line));
        }
        outcomes.finish();
        if (sending.isKeyShared()) {
            warn(
                    "the log has requests of this key that this journal does not know: the key is used with another journal"
                            + " too, or this one is a copy. A file that was sent with both may have been executed twice; give"
                            + " each journal a key of its own");
        }
        return exitCode(outcomes, lines.size());
    }

    private void tell(FileSending.Earlier earlier) {
        if (earlier.decided() + earlier.open() > 0) {
            warn("of " + earlier.lines() + " lines, " + earlier.decided() + " were decided before, and "
                    + earlier.open() + " were left without a verdict by an earlier sending: nothing is executed twice;"
                    + " --new sends all as new requests");
        }
    }

    private void warn(String message) {
        spec.commandLine().getErr().println("tribunal: " + message);
    }

    private ExitCode exitCode(OrderedOutcomes outcomes, int count) {
        boolean complete = (wait ? outcomes.decided() : outcomes.appended()) == count;
        if (complete) {
            return outcomes.declined() > 0 ? ExitCode.DECLINED : ExitCode.OK;
        }
        return refuted.get() > 0 ? ExitCode.VERIFICATION_FAILED : ExitCode.INCOMPLETE;
    }
}
