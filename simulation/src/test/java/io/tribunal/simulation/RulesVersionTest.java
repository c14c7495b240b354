package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.partition.Event;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version of the rules in genesis decides what verdicts say, for ever. */
class RulesVersionTest {
    /** SHA-256 over the verdicts that the release before version 2 gave on the log of {@link #verdicts}. */
    private static final String VERDICTS_OF_VERSION_1 =
            "ec40df07fd0a2869d5c8e90a37da23e6b5b66abab5e2a0f49ec9e54077b0bbb9";

    private static final String SECOND_SCHEMA = "c301" + "565064f29527b072";

    private static SimDeployment deployment(RulesVersion version) {
        return SimDeployment.of(3, 3, 2, new SimPolicy().checkpointInterval(3).maxOpenBallots(50), version);
    }

    /** One request that is agreed on, sequences at the edges of the window, and genesis in the schema of version 2. */
    private static List<Event.VerdictIssued> verdicts(SimDeployment deployment) {
        PartitionFixture fixture = new PartitionFixture(deployment);
        long agreed = fixture.request();
        for (long sequence : new long[] {1, 5_000, 5_000, 3_977, 3_977, 3_976, 1, 0}) {
            append(fixture, bob(deployment, sequence));
        }
        append(fixture, genesis(Bytes.hex(SECOND_SCHEMA)));
        append(fixture, genesis(Bytes.hex(SECOND_SCHEMA + body(deployment) + "04")));
        append(fixture, genesis(Bytes.hex(SECOND_SCHEMA + body(deployment) + "06")));
        append(fixture, genesis(PayloadCodec.encode(deployment.genesis())));
        long last = append(fixture, bob(deployment, 3_976));
        fixture.answerAt("e1", last, agreed);
        fixture.answerAt("e2", last, agreed);
        return fixture.events().stream()
                .filter(Event.VerdictIssued.class::isInstance)
                .map(Event.VerdictIssued.class::cast)
                .toList();
    }

    private static long append(PartitionFixture fixture, byte[] value) {
        return fixture.append(PlannedEntry.control(value));
    }

    /** The body of the genesis in the schema of version 1, as hex. */
    private static String body(SimDeployment deployment) {
        return PayloadCodec.encode(deployment.genesis()).toHex().substring(20);
    }

    private static byte[] genesis(Bytes payload) {
        return BusinessCodec.encode(
                0, new EnvelopeSigner(SimKeys.signer(SimDeployment.ROOT)).sign(PayloadType.GENESIS, payload));
    }

    private static byte[] bob(SimDeployment deployment, long sequence) {
        return SimDeployment.sign(
                SimDeployment.OTHER_CLIENT,
                new Request(
                        deployment.hash(),
                        new RequestId(Bytes.hex("00".repeat(16))),
                        new ClientId(SimDeployment.OTHER_CLIENT),
                        sequence,
                        SimClock.START + 1_000,
                        deployment.shardOf(0),
                        "GET",
                        ExpectedResponse.JSON,
                        Bytes.utf8("{}")));
    }

    private static String digest(List<Event.VerdictIssued> verdicts) {
        MessageDigest digest = Hash.newDigest();
        verdicts.forEach(verdict -> digest.update(verdict.body().array()));
        return Hash.wrap(digest.digest()).toHex();
    }

    private static Stream<String> reasons(List<Event.VerdictIssued> verdicts) {
        return verdicts.stream()
                .map(issued -> issued.verdict().outcome())
                .filter(Verdict.Rejected.class::isInstance)
                .map(outcome -> ((Verdict.Rejected) outcome).reason() + " " + ((Verdict.Rejected) outcome).replayOf());
    }

    @Test
    void shouldGiveLogsOfVersionOneTheirOldBytes() {
        List<Event.VerdictIssued> verdicts = verdicts(deployment(RulesVersion.FIRST));

        assertThat(reasons(verdicts))
                .containsExactly(
                        "REPLAYED Optional[3]",
                        "REPLAYED Optional[5]",
                        "REPLAYED Optional.empty",
                        "REPLAYED Optional.empty",
                        "REPLAYED Optional.empty",
                        "MALFORMED Optional.empty",
                        "MALFORMED Optional.empty",
                        "MALFORMED Optional.empty",
                        "WRONG_DEPLOYMENT Optional.empty",
                        "REPLAYED Optional.empty");
        assertThat(digest(verdicts)).isEqualTo(VERDICTS_OF_VERSION_1);
    }

    @Test
    void shouldTellTooOldFromReplayedFromVersionTwoOn() {
        assertThat(reasons(verdicts(deployment(RulesVersion.LATEST))))
                .containsExactly(
                        "REPLAYED Optional[3]",
                        "REPLAYED Optional[5]",
                        "SEQUENCE_TOO_OLD Optional.empty",
                        "SEQUENCE_TOO_OLD Optional.empty",
                        "SEQUENCE_TOO_OLD Optional.empty",
                        "MALFORMED Optional.empty",
                        "MALFORMED Optional.empty",
                        "MALFORMED Optional.empty",
                        "MALFORMED Optional.empty",
                        "SEQUENCE_TOO_OLD Optional.empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldGiveTheSameVerdictsWithARestartAfterEveryRecord(int version) {
        SimDeployment deployment = deployment(new RulesVersion(version));
        Set<Rejection> reasons = new TreeSet<>();
        for (long seed = 0; seed < 20; seed++) {
            Simulation.Outcome outcome = Simulation.of(deployment, 0, 90, seed);
            PartitionRun restarted = new PartitionRun(deployment, outcome.logs());
            while (restarted.hasNext()) {
                restarted.restart();
                restarted.step();
            }
            PartitionRun plain = new PartitionRun(deployment, outcome.logs()).toEnd();
            assertThat(restarted.events()).as("seed %s", seed).isEqualTo(plain.events());
            plain.verdicts().forEach(issued -> reasonOf(issued, reasons));
        }
        assertThat(reasons).contains(Rejection.REPLAYED);
        assertThat(reasons.contains(Rejection.SEQUENCE_TOO_OLD)).isEqualTo(version == 2);
    }

    private static void reasonOf(Event.VerdictIssued issued, Set<Rejection> reasons) {
        if (issued.verdict().outcome() instanceof Verdict.Rejected rejected) {
            reasons.add(rejected.reason());
        }
    }
}
