package io.tribunal.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionCheckTest {
    private static final VerdictCheckResult REDERIVED = new VerdictCheckResult.Proven(List.of());

    private final VerdictFixture fixture = new VerdictFixture();
    private final VerdictChecker checker = new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs());

    private static VerdictCheckResult check(VerdictFixture fixture, Rejection reason, Optional<Long> replayOf) {
        Verdict.Rejected rejected = new Verdict.Rejected(reason, "", replayOf);
        SentEntry entry = fixture.entry();
        return new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs())
                .check(fixture.trust(), entry, fixture.verdict(entry, rejected, List.of()));
    }

    private VerdictCheckResult check(SentEntry entry, Rejection reason, Optional<Long> replayOf) {
        return check(fixture.trust(), entry, reason, replayOf);
    }

    private VerdictCheckResult check(Trust trust, SentEntry entry, Rejection reason, Optional<Long> replayOf) {
        Verdict.Rejected rejected = new Verdict.Rejected(reason, "", replayOf);
        return checker.check(trust, entry, fixture.verdict(entry, rejected, List.of()));
    }

    @ParameterizedTest
    @EnumSource(value = Rejection.class, names = "SEQUENCE_TOO_OLD", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuteEveryReasonThatDoesNotApplyToAValidEntry(Rejection reason) {
        assertThat(check(fixture.entry(), reason, Optional.empty())).isInstanceOf(VerdictCheckResult.Refuted.class);
    }

    @Test
    void shouldRederiveExpiry() {
        Request request = fixture.request();
        LogPosition position = fixture.entry().position();
        SentEntry late = VerdictFixture.entryAt(request, position, request.notAfter() + 1);
        SentEntry early = VerdictFixture.entryAt(
                request,
                position,
                request.notAfter() - fixture.trust().policy().timing().maxValidity() - 1);
        SentEntry just = VerdictFixture.entryAt(request, position, request.notAfter());
        assertThat(check(late, Rejection.EXPIRED, Optional.empty())).isEqualTo(REDERIVED);
        assertThat(check(early, Rejection.EXPIRED, Optional.empty())).isEqualTo(REDERIVED);
        assertThat(check(just, Rejection.EXPIRED, Optional.empty())).isInstanceOf(VerdictCheckResult.Refuted.class);
    }

    @Test
    void shouldRederiveAWrongPartition() {
        int other = (fixture.entry().position().partition() + 1) % VerdictFixture.PARTITIONS;
        SentEntry misplaced =
                VerdictFixture.entryAt(fixture.request(), new LogPosition(other, 42), VerdictFixture.APPEND_TIME);
        assertThat(check(misplaced, Rejection.WRONG_PARTITION, Optional.empty()))
                .isEqualTo(REDERIVED);
    }

    @Test
    void shouldRederiveABodyThatIsNotCanonical() {
        Request good = fixture.request();
        Request spaced = new Request(
                good.deployment(),
                good.requestId(),
                good.clientId(),
                good.sequence(),
                good.notAfter(),
                good.shardKey(),
                good.operation(),
                good.contentType(),
                Bytes.utf8("{ \"account\":\"alice\"}"));
        assertThat(check(fixture.entry(spaced), Rejection.MALFORMED_BODY, Optional.empty()))
                .isEqualTo(REDERIVED);
    }

    @Test
    void shouldRederiveARevokedKey() {
        Trust trust = fixture.trust();
        Registry registry =
                trust.registry().revoke(VerdictFixture.CLIENT.keyId()).orElseThrow();
        Trust without = new Trust(trust.deployment(), trust.genesis(), registry, trust.policy(), RulesHistory.NONE);
        assertThat(check(without, fixture.entry(), Rejection.UNKNOWN_KEY, Optional.empty()))
                .isEqualTo(REDERIVED);
    }

    @Test
    void shouldLeaveAReplayUnprovenUnlessTheFirstUseComesLaterOrIsMissing() {
        SentEntry entry = fixture.entry();
        assertThat(check(entry, Rejection.REPLAYED, Optional.of(41L))).isEqualTo(new VerdictCheckResult.Unproven());
        assertThat(check(entry, Rejection.REPLAYED, Optional.of(42L))).isInstanceOf(VerdictCheckResult.Refuted.class);
        assertThat(check(entry, Rejection.REPLAYED, Optional.empty())).isInstanceOf(VerdictCheckResult.Refuted.class);
    }

    @Test
    void shouldLeaveASequenceThatIsTooOldUnprovenUnlessThatIsImpossible() {
        Request good = fixture.request();
        Request highest = numbered(good, Long.MAX_VALUE - 1_023);
        assertThat(check(fixture.entry(), Rejection.SEQUENCE_TOO_OLD, Optional.empty()))
                .isEqualTo(new VerdictCheckResult.Unproven());
        assertThat(check(
                        fixture.entry(numbered(good, Long.MAX_VALUE - 1_024)),
                        Rejection.SEQUENCE_TOO_OLD,
                        Optional.empty()))
                .isEqualTo(new VerdictCheckResult.Unproven());
        assertThat(check(fixture.entry(), Rejection.SEQUENCE_TOO_OLD, Optional.of(41L)))
                .isInstanceOf(VerdictCheckResult.Refuted.class);
        assertThat(check(fixture.entry(highest), Rejection.SEQUENCE_TOO_OLD, Optional.empty()))
                .isInstanceOf(VerdictCheckResult.Refuted.class);
    }

    @Test
    void shouldCheckBelowTheWindowByTheRulesOfTheDeployment() {
        VerdictFixture first = new VerdictFixture(RulesVersion.FIRST);
        assertThat(check(first, Rejection.REPLAYED, Optional.empty())).isEqualTo(new VerdictCheckResult.Unproven());
        assertThat(check(first, Rejection.SEQUENCE_TOO_OLD, Optional.empty()))
                .isInstanceOf(VerdictCheckResult.Refuted.class);
    }

    private static Request numbered(Request request, long sequence) {
        return new Request(
                request.deployment(),
                request.requestId(),
                request.clientId(),
                sequence,
                request.notAfter(),
                request.shardKey(),
                request.operation(),
                request.contentType(),
                request.body());
    }

    /** What is found where the sequence is said to have been used. */
    private VerdictCheckResult checkReplay(Trust trust, Optional<BusinessRecord> first) {
        EntrySource log = new EntrySource() {
            @Override
            public Optional<BusinessRecord> entryAt(LogPosition position) {
                assertThat(position)
                        .isEqualTo(new LogPosition(fixture.entry().position().partition(), 41));
                return first;
            }

            @Override
            public long countedFrom(Trust unused, LogPosition entry) {
                return 0;
            }
        };
        Verdict.Rejected replayed = new Verdict.Rejected(Rejection.REPLAYED, "", Optional.of(41L));
        SentEntry entry = fixture.entry();
        Verdict verdict = fixture.verdict(entry, replayed, List.of());
        assertThat(VerdictChecker.needsLog(trust, entry, verdict)).isTrue();
        return new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs(), log).check(trust, entry, verdict);
    }

    private Optional<BusinessRecord> logged(Request request, SigningKey signer, long appendTime) {
        byte[] value =
                BusinessCodec.encode(0, new EnvelopeSigner(signer).sign(request.type(), PayloadCodec.encode(request)));
        LogPosition position = new LogPosition(fixture.entry().position().partition(), 41);
        return Optional.of(BusinessCodec.decode(position, appendTime, true, value));
    }

    @Test
    void shouldProveAReplayByTheEntryThatUsedTheSequence() {
        Optional<BusinessRecord> first = logged(fixture.request(), VerdictFixture.CLIENT, VerdictFixture.APPEND_TIME);
        assertThat(checkReplay(fixture.trust(), first)).isEqualTo(REDERIVED);
    }

    @Test
    void shouldRefuteAMadeUpReplay() {
        Request request = fixture.request();
        List<Optional<BusinessRecord>> others = List.of(
                Optional.empty(),
                logged(numbered(request, request.sequence() + 1), VerdictFixture.CLIENT, VerdictFixture.APPEND_TIME),
                logged(request, VerdictFixture.key("e1"), VerdictFixture.APPEND_TIME),
                logged(request, VerdictFixture.CLIENT, request.notAfter() + 1));
        for (Optional<BusinessRecord> other : others) {
            assertThat(checkReplay(fixture.trust(), other)).isInstanceOf(VerdictCheckResult.Refuted.class);
        }
    }

    @Test
    void shouldRefuteAReplayOfAnEntryWhoseSignatureIsForged() {
        BusinessRecord first = logged(fixture.request(), VerdictFixture.CLIENT, VerdictFixture.APPEND_TIME)
                .orElseThrow();
        BusinessRecord.Entry entry = (BusinessRecord.Entry) first.content();
        SignedEnvelope envelope = entry.envelope();
        SignedEnvelope forged = new SignedEnvelope(
                envelope.payloadType(),
                envelope.payload(),
                envelope.keyId(),
                Bytes.wrap(new byte[64]),
                envelope.batch());
        BusinessRecord changed = new BusinessRecord(
                first.position(),
                first.appendTime(),
                first.valueHash(),
                new BusinessRecord.Entry(forged, entry.fingerprint(), entry.payload()));
        assertThat(checkReplay(fixture.trust(), Optional.of(changed))).isInstanceOf(VerdictCheckResult.Refuted.class);
    }

    @Test
    void shouldProveNoReasonThatHoldsUnderOnlySomeOfTheRulesThatWereInForce() {
        // Given a key that was revoked since
        Trust trust = fixture.trust();
        Registry revoked =
                trust.registry().revoke(VerdictFixture.CLIENT.keyId()).orElseThrow();
        RulesHistory history = RulesHistory.NONE.replaced(new RulesHistory.Rules(trust.registry(), trust.policy()));
        Trust now = new Trust(trust.deployment(), trust.genesis(), revoked, trust.policy(), history);
        // Then
        assertThat(check(now, fixture.entry(), Rejection.UNKNOWN_KEY, Optional.empty()))
                .isEqualTo(new VerdictCheckResult.Unproven());
        assertThat(check(now, fixture.entry(), Rejection.EXPIRED, Optional.empty()))
                .isInstanceOf(VerdictCheckResult.Refuted.class);
        assertThat(checkReplay(now, logged(fixture.request(), VerdictFixture.CLIENT, VerdictFixture.APPEND_TIME)))
                .isEqualTo(new VerdictCheckResult.Unproven());
    }
}
