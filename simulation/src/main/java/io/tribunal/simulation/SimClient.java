package io.tribunal.simulation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes one partition's business entries, valid and hostile, each with its expected outcome. */
public final class SimClient {
    private static final long VALIDITY = 3_600_000;
    private static final long NEVER_VALID = 48 * VALIDITY;
    /** Every eleventh request leaves out so many sequence numbers, so that the first ones fall below the replay window. */
    private static final int LEAP = 300;

    private static final int LEAP_EVERY = 11;

    private final SimDeployment deployment;
    private final String shard;
    private final String otherShard;
    private final Random random;
    private final List<Sent> admitted = new ArrayList<>();
    private long sequence;

    private record Sent(long sequence, Bytes value) {}

    public SimClient(SimDeployment deployment, int partition, Random random) {
        int partitions = deployment.genesis().partitions();
        this.deployment = deployment;
        this.shard = deployment.shardOf(partition);
        this.otherShard = deployment.shardOf((partition + 1) % partitions);
        this.random = random;
    }

    /** An entry that must be admitted when it is appended at that time. */
    public PlannedEntry good(long now, SimulatedOperation operation) {
        sequence += admitted.size() % LEAP_EVERY == LEAP_EVERY - 1 ? LEAP : 1;
        byte[] value = sign(
                SimDeployment.CLIENT, request(now + VALIDITY, sequence, shard, operation.name(), operation.body()));
        admitted.add(new Sent(sequence, Bytes.wrap(value)));
        return PlannedEntry.admitted(value, operation);
    }

    public PlannedEntry good(long now) {
        String[] names = {"PUT", "PUT", "GET", "REMOVE"};
        return good(
                now,
                new SimulatedOperation(names[random.nextInt(4)], "k" + random.nextInt(4), "v" + random.nextInt(100)));
    }

    /** An entry made at that time, which reaches the log after it has expired. */
    PlannedEntry expired(long madeAt) {
        Bytes body = new SimulatedOperation("PUT", "k", "late").body();
        return refused(SimDeployment.CLIENT, madeAt + VALIDITY, shard, body, Rejection.EXPIRED);
    }

    /** An entry that must be rejected. */
    public PlannedEntry hostile(long now) {
        Bytes body = new SimulatedOperation("PUT", "k", "evil").body();
        return switch (random.nextInt(9)) {
            case 0 -> PlannedEntry.rejected(noise(), Rejection.MALFORMED);
            case 1 -> PlannedEntry.rejected(elsewhere(now, body), Rejection.WRONG_DEPLOYMENT);
            case 2 -> refused("stranger", now + VALIDITY, shard, body, Rejection.UNKNOWN_KEY);
            case 3 -> refused(SimDeployment.OTHER_CLIENT, now + VALIDITY, shard, body, Rejection.BAD_SIGNATURE);
            case 4 -> refused("e1", now + VALIDITY, shard, body, Rejection.BAD_SIGNATURE);
            case 5 ->
                otherShard.equals(shard)
                        ? hostile(now)
                        : refused(SimDeployment.CLIENT, now + VALIDITY, otherShard, body, Rejection.WRONG_PARTITION);
            case 6 ->
                refused(
                        SimDeployment.CLIENT,
                        now + (random.nextBoolean() ? -1 : NEVER_VALID),
                        shard,
                        body,
                        Rejection.EXPIRED);
            case 7 ->
                refused(
                        SimDeployment.CLIENT,
                        now + VALIDITY,
                        shard,
                        Bytes.utf8("{\"a\":1, \"a\":2}"),
                        Rejection.MALFORMED_BODY);
            default -> admitted.isEmpty() ? hostile(now) : replayed();
        };
    }

    private PlannedEntry replayed() {
        Sent again = admitted.get(random.nextInt(admitted.size()));
        return PlannedEntry.rejected(
                again.value().array(), isTooOld(again) ? Rejection.SEQUENCE_TOO_OLD : Rejection.REPLAYED);
    }

    private boolean isTooOld(Sent again) {
        return deployment.genesis().rulesVersion().tellsTooOldFromReplayed()
                && again.sequence() <= sequence - Limits.REPLAY_WINDOW;
    }

    private PlannedEntry refused(String signer, long notAfter, String shardKey, Bytes body, Rejection reason) {
        return PlannedEntry.rejected(sign(signer, request(notAfter, sequence + 1, shardKey, "PUT", body)), reason);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(100)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] elsewhere(long now, Bytes body) {
        Request here = request(now + VALIDITY, sequence + 1, shard, "PUT", body);
        return sign(
                SimDeployment.CLIENT,
                new Request(
                        Hash.ZERO,
                        here.requestId(),
                        here.clientId(),
                        here.sequence(),
                        here.notAfter(),
                        here.shardKey(),
                        here.operation(),
                        here.contentType(),
                        here.body()));
    }

    private Request request(long notAfter, long number, String shardKey, String operation, Bytes body) {
        byte[] id = Hash.sha256(Bytes.utf8(shardKey + number).array()).array();
        return new Request(
                deployment.hash(),
                new RequestId(Bytes.wrap(Arrays.copyOf(id, 16))),
                new ClientId(SimDeployment.CLIENT),
                number,
                notAfter,
                shardKey,
                operation,
                ExpectedResponse.JSON,
                body);
    }

    private static byte[] sign(String signer, Request request) {
        return SimDeployment.sign(signer, request);
    }
}
