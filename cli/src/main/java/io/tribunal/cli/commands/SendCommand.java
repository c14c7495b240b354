package io.tribunal.cli.commands;

import io.tribunal.cli.options.RequestFile;
import io.tribunal.cli.options.Pace;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.output.OrderedOutcomes;
import io.tribunal.cli.options.ClientOptions;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.ingest.ClientConfig;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.PlannedRequest;
import io.tribunal.ingest.TribunalClient;
import io.tribunal.ingest.UntrustedDeploymentException;
import io.tribunal.ingest.journal.JournalException;
import io.tribunal.ingest.journal.SendJournal;
import io.tribunal.ingest.journal.SequenceJournal;
import io.tribunal.kafka.config.TribunalConfig;
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

/** Sends a request file; sent again, interrupted or not, it is executed once. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Send signed requests from a file and print what became of each, in input order.",
            "The same file sent again gives the same requests: the log rejects what it has as REPLAYED."
        })
public final class SendCommand implements Callable<Integer> {
    private static final Duration VALIDITY = Duration.ofHours(12);

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(names = "--file", required = true, paramLabel = "F|-", description = "Requests, one JSON object a line.")
    private String file = "-";

    @Option(names = "--rate", paramLabel = "R", description = "Requests a second (default: as fast as they go).")
    private double rate;

    @Option(names = "--wait", description = "Wait for the verdicts and check them; else for the log alone.")
    private boolean wait;

    @Option(names = "--new", description = "Forget that this file was sent before: execute it again.")
    private boolean anew;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Time for one request (default: 30).")
    private int timeout = 30;

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final AtomicInteger refuted = new AtomicInteger();

    @Override
    public Integer call() throws InterruptedException {
        if (timeout < 1 || rate < 0) {
            throw new UserError(ExitCode.USAGE, "--timeout must be 1 or more, --rate not negative");
        }
        RequestFile requests = RequestFile.read(file, System.in);
        TribunalConfig shared = options.shared();
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
        ClientConfig config = options.config(shared, signer, sequences)
                .withTimeout(Duration.ofSeconds(timeout))
                .reportingTo(verdict -> {
                    refuted.incrementAndGet();
                    spec.commandLine()
                            .getErr()
                            .println("tribunal: a verdict does not hold: " + verdict.position() + " " + verdict.reason()
                                    + ", " + verdict.detail());
                });
        return wait ? config : config.withoutVerdicts();
    }

    private ExitCode send(TribunalClient client, SequenceJournal sequences, RequestFile requests)
            throws InterruptedException {
        long validity = Math.min(VALIDITY.toMillis(), client.policy().timing().maxValidity() / 2);
        int count = requests.requests().size();
        SendJournal journal =
                SendJournal.open(sequences, requests.content(), count, System.currentTimeMillis(), validity, anew);
        if (journal.handedOver() > 0) {
            spec.commandLine()
                    .getErr()
                    .println("tribunal: this file was sent before, " + journal.handedOver() + " of " + count
                            + " lines: they go again as they were; --new sends them as new requests");
        }
        OrderedOutcomes outcomes = new OrderedOutcomes(spec.commandLine().getOut(), output);
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

    private ExitCode exitCode(OrderedOutcomes outcomes, int count) {
        boolean complete = (wait ? outcomes.decided() : outcomes.appended()) == count;
        if (complete) {
            return ExitCode.OK;
        }
        return refuted.get() > 0 ? ExitCode.VERIFICATION_FAILED : ExitCode.INCOMPLETE;
    }
}
