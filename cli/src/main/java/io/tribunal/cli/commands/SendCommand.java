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
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.PlannedRequest;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.UntrustedDeploymentException;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.SendJournal;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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
            "The same file sent again gives the same requests: those in the log already are rejected as REPLAYED."
        })
public final class SendCommand implements Callable<Integer> {
    private static final Duration VALIDITY = Duration.ofHours(12);

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
                TribunalClient client = TribunalClient.open(config(shared, signer, sequences))) {
            return send(client, sequences, requests).code();
        } catch (UntrustedDeploymentException e) {
            throw new UserError(ExitCode.VERIFICATION_FAILED, String.valueOf(e.getMessage()));
        } catch (JournalException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
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

    private ExitCode send(TribunalClient client, SequenceJournal sequences, RequestFile requests)
            throws InterruptedException {
        int count = requests.requests().size();
        SendJournal journal = openJournal(client, sequences, requests);
        OrderedOutcomes outcomes = new OrderedOutcomes(
                new ResultPrinter(output.format(), spec.commandLine().getOut()));
        Pace pace = new Pace(rate);
        for (int line = 0; line < count; line++) {
            pace.await();
            SendJournal.Planned plan = journal.handOver(line);
            CompletableFuture<Outcome> outcome = client.send(new PlannedRequest(
                    requests.requests().get(line), plan.requestId(), plan.sequence(), plan.notAfter()));
            outcomes.add(plan.requestId(), outcome);
        }
        outcomes.finish();
        return exitCode(outcomes, count);
    }

    private SendJournal openJournal(TribunalClient client, SequenceJournal sequences, RequestFile requests) {
        long validity = Math.min(VALIDITY.toMillis(), client.policy().timing().maxValidity() / 2);
        int count = requests.requests().size();
        SendJournal journal =
                SendJournal.open(sequences, requests.content(), count, System.currentTimeMillis(), validity, asNew);
        if (journal.handedOver() > 0) {
            warn("this file was sent before, " + journal.handedOver() + " of " + count
                    + " lines: the same requests are sent again; --new sends new ones");
        }
        return journal;
    }

    private void warn(String message) {
        spec.commandLine().getErr().println("tribunal: " + message);
    }

    private ExitCode exitCode(OrderedOutcomes outcomes, int count) {
        boolean complete = (wait ? outcomes.decided() : outcomes.appended()) == count;
        if (complete) {
            return ExitCode.OK;
        }
        return refuted.get() > 0 ? ExitCode.VERIFICATION_FAILED : ExitCode.INCOMPLETE;
    }
}
