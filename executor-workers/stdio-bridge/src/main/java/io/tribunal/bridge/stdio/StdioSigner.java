package io.tribunal.bridge.stdio;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.UnsignedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets the programs sign. A program gets the values to sign, never the bytes: it encodes them itself, and its result must equal
 * what this process would have signed.
 */
record StdioSigner(ProgramIdentity identity, SignatureVerifier signatures, StdioService service)
        implements ExecutorSigner {
    private static final char BATCH = 'B';
    private static final char REJOIN = 'J';
    private static final int SIGNATURE_LENGTH = 64;

    @Override
    public Bytes publicKey() {
        return service.key().orElseThrow(() -> new UnsignedException("no program has sent its key"));
    }

    @Override
    public SignedEnvelope header(ResponseBatch.Header header) {
        StdioRun run = service.run(header.partition())
                .orElseThrow(() -> new UnsignedException("no program for partition " + header.partition()));
        Bytes question = Bytes.wrap(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(header.processedTo())
                .putInt(header.count())
                .array());
        byte[] answer = ask(run, BATCH, question).array();
        Bytes payload = PayloadCodec.encodeHeader(header);
        int length = Math.max(0, answer.length - SIGNATURE_LENGTH);
        if (!payload.equals(Bytes.wrap(Arrays.copyOf(answer, length)))) {
            throw lost(run, "has signed another header than that of the batch");
        }
        byte[] signature = Arrays.copyOfRange(answer, length, answer.length);
        byte[] message = PreAuthEncoding.encode(PayloadType.RESPONSE_BATCH.mediaType(), payload.array());
        Bytes key = checked(run, message, signature);
        return new SignedEnvelope(
                PayloadType.RESPONSE_BATCH.mediaType(),
                payload,
                PublicKeys.keyIdOf(key).value(),
                Bytes.wrap(signature),
                Optional.empty());
    }

    @Override
    public KeySignature rejoin(long isolation) {
        StdioRun run = service.anyRun().orElseThrow(() -> new UnsignedException("no program is running"));
        byte[] signature = ask(
                        run,
                        REJOIN,
                        Bytes.wrap(ByteBuffer.allocate(Long.BYTES)
                                .putLong(isolation)
                                .array()))
                .array();
        byte[] message = DecisionLogRecord.Rejoin.signedBytes(identity.deployment(), identity.executor(), isolation);
        Bytes key = checked(run, message, signature);
        return new KeySignature(PublicKeys.keyIdOf(key).value(), Bytes.wrap(signature));
    }

    private Bytes checked(StdioRun run, byte[] message, byte[] signature) {
        Bytes key = run.key().orElseThrow(() -> new UnsignedException("the program has not sent its key"));
        if (signature.length != SIGNATURE_LENGTH || !signatures.verify(key.array(), message, signature)) {
            throw lost(run, "has made an invalid signature");
        }
        return key;
    }

    private static Bytes ask(StdioRun run, char type, Bytes question) {
        CompletableFuture<Bytes> answer =
                run.requestFirst(type, question).orElseThrow(() -> new UnsignedException(run + " is not ready"));
        try {
            while (true) {
                try {
                    return answer.get(1, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (run.isBroken()) {
                        throw new UnsignedException(run + " has failed");
                    }
                }
            }
        } catch (ExecutionException e) {
            throw lost(run, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsignedException("interrupted");
        }
    }

    private static UnsignedException lost(StdioRun run, String why) {
        run.lose(why);
        return new UnsignedException(run + " " + why);
    }
}
