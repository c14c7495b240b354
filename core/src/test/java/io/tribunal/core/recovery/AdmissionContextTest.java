package io.tribunal.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.admission.BadGenesisException;
import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.policy.RulesVersion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionContextTest {
    private final BusinessLogFixture log = new BusinessLogFixture();

    private static List<Decision> decisions(PartitionAdmission admission, List<BusinessRecord> records) {
        return records.stream().map(admission::decide).toList();
    }

    static List<RulesVersion> versions() {
        return List.of(RulesVersion.FIRST, RulesVersion.LATEST);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldDecideOnLaterEntriesAsIfItHadReadEverythingBefore(RulesVersion version) {
        int points = 0;
        Set<Rejection> reasons = EnumSet.noneOf(Rejection.class);
        for (long seed = 0; seed < 20; seed++) {
            BusinessLogFixture random = BusinessLogFixture.random(version, new Random(seed), 40);
            for (AdmissionContext context : random.contexts()) {
                AdmissionContext read =
                        AdmissionContext.decode(context.encode()).orElseThrow();
                PartitionAdmission reopened = read.reopen(BusinessLogFixture.VERIFIER, random.rules(read))
                        .found()
                        .orElseThrow();
                PartitionAdmission whole = new PartitionAdmission(0, random.deployment, BusinessLogFixture.VERIFIER);
                for (long offset = 0; offset <= context.businessOffset(); offset++) {
                    whole.decide(random.at(offset));
                }

                assertThat(read).isEqualTo(context);
                List<Decision> later = decisions(reopened, random.after(context.businessOffset()));
                assertThat(later)
                        .as("seed %s from %s", seed, context.businessOffset())
                        .isEqualTo(decisions(whole, random.after(context.businessOffset())));
                later.forEach(decision -> reason(decision).ifPresent(reasons::add));
                assertThat(reopened.windows()).isEqualTo(whole.windows());
                assertThat(reopened.ruleOffsets()).isEqualTo(whole.ruleOffsets());
                points++;
            }
        }
        assertThat(points).isGreaterThan(100);
        assertThat(reasons).contains(Rejection.REPLAYED);
        assertThat(reasons.contains(Rejection.SEQUENCE_TOO_OLD)).isEqualTo(version.tellsTooOldFromReplayed());
    }

    private static Optional<Rejection> reason(Decision decision) {
        return decision instanceof Decision.Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    @Test
    void shouldDecodeOnlyFromItsOwnBytes() {
        log.mandate(new Action.RegisterKey(BusinessLogFixture.key("c2", Role.CLIENT)));
        log.request(1);
        log.request(3);
        AdmissionContext context = log.lastContext();
        byte[] good = context.encode().array();

        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            AdmissionContext.decode(Bytes.wrap(bad)).ifPresent(other -> {
                assertThat(other).isNotEqualTo(context);
                assertThat(other.root()).isNotEqualTo(context.root());
                assertThat(other.encode()).isEqualTo(Bytes.wrap(bad));
            });
        }
        assertThat(context.root()).isEqualTo(Hash.sha256(good));
    }

    @Test
    void shouldLeaveOutWindowsInWhichNothingWasAdmitted() {
        log.late();
        log.request(1L << 40);
        AdmissionContext context = log.lastContext();
        SortedMap<KeyId, List<ReplayWindow.Admitted>> windows = new TreeMap<>(context.windows());

        assertThat(log.admission().windows()).hasSize(2);
        assertThat(windows).containsOnlyKeys(BusinessLogFixture.keyId("client"));
        windows.put(BusinessLogFixture.keyId("other"), List.of());
        assertThat(AdmissionContext.decode(with(context, windows).encode())).isEmpty();
    }

    @Test
    void shouldRefuseInvalidWindows() {
        log.request(1);
        AdmissionContext context = log.lastContext();
        SortedMap<KeyId, List<ReplayWindow.Admitted>> windows = new TreeMap<>(context.windows());
        windows.put(
                BusinessLogFixture.keyId("client"),
                List.of(new ReplayWindow.Admitted(5, 1), new ReplayWindow.Admitted(4, 1)));

        assertThat(AdmissionContext.decode(with(context, windows).encode())).isEmpty();
    }

    @Test
    void shouldRefuseRuleOffsetsThatDoNotAscendFromGenesis() {
        log.mandate(new Action.RegisterKey(BusinessLogFixture.key("c2", Role.CLIENT)));
        log.mandate(new Action.RegisterKey(BusinessLogFixture.key("c3", Role.CLIENT)));
        log.request(1);
        AdmissionContext context = log.lastContext();

        for (List<Long> offsets : List.of(
                List.<Long>of(),
                List.of(1L, 2L),
                List.of(0L, 2L, 1L),
                List.of(0L, 1L, 1L),
                List.of(0L, 1L, 2L, context.businessOffset()))) {
            AdmissionContext poisoned = with(context, offsets, 2, context.head());
            assertThat(poisoned.reopen(BusinessLogFixture.VERIFIER, log.rules(poisoned))
                            .objection())
                    .as("%s", offsets)
                    .contains(SnapshotFlaw.RULE_OFFSETS);
        }
    }

    @Test
    void shouldRefuseAnOffsetThatHasNoRule() {
        log.request(1);
        log.mandate(new Action.RegisterKey(BusinessLogFixture.key("c2", Role.CLIENT)));
        log.request(2);
        AdmissionContext context = log.lastContext();
        AdmissionContext poisoned = with(context, List.of(0L, 1L, 2L), 1, context.head());

        assertThat(poisoned.reopen(BusinessLogFixture.VERIFIER, log.rules(poisoned))
                        .objection())
                .contains(SnapshotFlaw.RULES);
        assertThat(context.reopen(BusinessLogFixture.VERIFIER, List.of(log.at(0)))
                        .objection())
                .contains(SnapshotFlaw.RULES);
    }

    @Test
    void shouldRefuseANumberOrAHeadThatTheRulesDoNotGive() {
        log.mandate(new Action.RegisterKey(BusinessLogFixture.key("c2", Role.CLIENT)));
        log.request(1);
        AdmissionContext context = log.lastContext();
        List<Long> offsets = context.ruleOffsets();

        assertThat(with(context, offsets, 2, context.head())
                        .reopen(BusinessLogFixture.VERIFIER, log.rules(context))
                        .objection())
                .contains(SnapshotFlaw.DECISION_NUMBER);
        assertThat(with(context, offsets, 1, Hash.ZERO)
                        .reopen(BusinessLogFixture.VERIFIER, log.rules(context))
                        .objection())
                .contains(SnapshotFlaw.DECISION_HEAD);
    }

    @Test
    void shouldRefuseALogOfAnotherDeployment() {
        log.request(1);
        AdmissionContext context = log.lastContext();
        List<BusinessRecord> rules = new ArrayList<>(List.of(log.at(1)));

        assertThatThrownBy(() -> context.reopen(BusinessLogFixture.VERIFIER, rules))
                .isInstanceOf(BadGenesisException.class);
    }

    private static AdmissionContext with(AdmissionContext it, SortedMap<KeyId, List<ReplayWindow.Admitted>> windows) {
        return new AdmissionContext(
                it.deployment(),
                it.partition(),
                it.businessOffset(),
                it.decisions(),
                it.head(),
                it.ruleOffsets(),
                windows);
    }

    private static AdmissionContext with(AdmissionContext it, List<Long> ruleOffsets, long decisions, Hash head) {
        return new AdmissionContext(
                it.deployment(), it.partition(), it.businessOffset(), decisions, head, ruleOffsets, it.windows());
    }
}
