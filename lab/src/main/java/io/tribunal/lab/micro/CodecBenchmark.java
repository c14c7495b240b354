package io.tribunal.lab.micro;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to decode a request's entry and executors' batches of 1 and 20 responses, and to encode and decode a verdict. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final LogPosition POSITION = new LogPosition(0, 1);

    private final VerdictCodec codec = new VerdictCodec();
    private final SignedLogs logs = new SignedLogs(1, 20);
    private final byte[] entry = BusinessCodec.encode(0, logs.signedInBatch());
    private final byte[] one = new SignedLogs(1, 1).responses().get(0);
    private final byte[] twenty = logs.responses().get(0);
    private final Verdict verdict = new AgreedRequests(logs).verdicts().getFirst();
    private final Bytes verdictBody = codec.encode(verdict);

    @Benchmark
    public BusinessRecord decodeRequest() {
        return BusinessCodec.decode(POSITION, SignedLogs.APPENDED, true, entry);
    }

    @Benchmark
    public ResponseRecord decodeBatchOf1() {
        return ResponseCodec.decode(POSITION, SignedLogs.APPENDED, true, one);
    }

    @Benchmark
    public ResponseRecord decodeBatchOf20() {
        return ResponseCodec.decode(POSITION, SignedLogs.APPENDED, true, twenty);
    }

    @Benchmark
    public Bytes encodeVerdict() {
        return codec.encode(verdict);
    }

    @Benchmark
    public Verdict decodeVerdict() {
        return VerdictCodec.decode(verdictBody);
    }
}
