package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A program with one fault, which occurs once, at its third request or with its first batch of answers. */
final class JavaProgram {
    private static final Set<String> BATCH_FAULTS = Set.of("other-root", "bad-signature");

    private final String fault;
    private final Path once;
    private final SigningKey key = SigningKey.ofSeed(Bytes.wrap(new byte[32]));
    private final List<Bytes> unsigned = new ArrayList<>();
    private Hash deployment = Hash.ZERO;
    private String executor = "";
    private int requests;

    private JavaProgram(String fault, Path once) {
        this.fault = fault;
        this.once = once;
    }

    public static void main(String[] arguments) throws Exception {
        JavaProgram program = new JavaProgram(arguments[0], Path.of(arguments[1]));
        DataInputStream input = new DataInputStream(System.in);
        DataOutputStream output = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        while (true) {
            byte[] frame = input.readNBytes(input.readInt());
            byte[] reply = program.reply((char) frame[0], ByteBuffer.wrap(frame, 1, frame.length - 1));
            byte[] whole = ByteBuffer.allocate(5 + reply.length)
                    .putInt(reply.length + 1)
                    .put((byte) (frame[0] + 32))
                    .put(reply)
                    .array();
            output.write(whole);
        }
    }

    /** Whether the fault has not occurred in any run of this program. */
    private boolean isFirst() throws IOException {
        try {
            Files.createFile(once);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private byte[] reply(char type, ByteBuffer payload) throws Exception {
        return switch (type) {
            case 'H' -> hello(payload);
            case 'R' -> request(payload);
            default -> batch(payload);
        };
    }

    private byte[] hello(ByteBuffer payload) {
        byte[] hash = new byte[32];
        payload.get();
        payload.get(hash);
        deployment = new Hash(Bytes.wrap(hash));
        payload.getInt();
        executor = StandardCharsets.UTF_8.decode(payload).toString();
        return key.publicKey().array();
    }

    private byte[] request(ByteBuffer payload) throws Exception {
        long offset = payload.getLong();
        payload.getInt();
        payload.get();
        byte[] value = new byte[payload.remaining()];
        payload.get(value);
        boolean isWrong = ++requests == 3 && isFirst();
        switch (isWrong ? fault : "") {
            case "crash" -> System.exit(7);
            case "hang" -> Thread.sleep(Long.MAX_VALUE);
            case "flood" -> {
                while (true) {
                    System.out.println("all work and no play");
                }
            }
            case "garbage" -> {
                return new byte[] {1, 2, 3};
            }
            default -> {}
        }
        Response response = new Response(
                isWrong && fault.equals("other-offset") ? offset + 1 : offset,
                Hash.sha256(isWrong && fault.equals("other-request") ? new byte[1] : value),
                Bytes.EMPTY,
                isWrong && fault.equals("other-state") ? Hash.ZERO.bytes() : Bytes.EMPTY,
                Bytes.EMPTY,
                Status.OK,
                "text/plain",
                isWrong && fault.equals("too-large") ? Bytes.wrap(new byte[100_000]) : Bytes.utf8("ok"),
                List.of());
        unsigned.add(PayloadCodec.encodeResponse(response));
        return unsigned.getLast().array();
    }

    private byte[] batch(ByteBuffer payload) throws Exception {
        long processedTo = payload.getLong();
        int count = payload.getInt();
        boolean isWrong = count > 0 && BATCH_FAULTS.contains(fault) && isFirst();
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(ResponseBatch.leaf(unsigned.removeFirst()));
        }
        Hash root = isWrong && fault.equals("other-root")
                ? Hash.ZERO
                : MerkleTree.of(leaves).root();
        byte[] header = PayloadCodec.encodeHeader(
                        new ResponseBatch.Header(deployment, executor, 0, processedTo, count, root))
                .array();
        byte[] message = PreAuthEncoding.encode(PayloadType.RESPONSE_BATCH.mediaType(), header);
        byte[] signature = key.sign(isWrong && fault.equals("bad-signature") ? new byte[1] : message);
        return ByteBuffer.allocate(header.length + signature.length)
                .put(header)
                .put(signature)
                .array();
    }
}
