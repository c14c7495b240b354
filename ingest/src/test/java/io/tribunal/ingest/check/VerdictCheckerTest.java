package io.tribunal.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.PayloadPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.VotingPolicy;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.ingest.check.VerdictCheckResult.Refutation;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lying voter's repertoire. With five executors, three supporters are enough and two are not. */
class VerdictCheckerTest {
    private final VerdictFixture fixture = new VerdictFixture();
    private final SentEntry entry = fixture.entry();
    private final VerdictChecker checker = new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs());

    private VerdictCheckResult check(Verdict verdict) {
        return checker.check(fixture.trust(), entry, verdict);
    }

    private VerdictCheckResult checkSupporters(List<Verdict.Supporter> supporters) {
        return check(fixture.verdict(entry, supporters));
    }

    /** Two honest supporters and the given third: it holds just when the third does. */
    private VerdictCheckResult checkThird(Verdict.Supporter third) {
        List<Verdict.Supporter> supporters = new ArrayList<>(fixture.honestSupporters(entry, 2));
        supporters.add(third);
        return checkSupporters(supporters);
    }

    private void assertThirdRefused(Verdict.Supporter third, String flaw) {
        assertRefuted(checkThird(third), Refutation.TOO_FEW_SUPPORTERS);
        assertThat(((VerdictCheckResult.Refuted) checkThird(third)).detail())
                .startsWith("2 of 3")
                .contains(flaw);
    }

    private static void assertRefuted(VerdictCheckResult result, Refutation reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        VerdictCheckResult.Refuted.class,
                        refuted -> assertThat(refuted.reason()).isEqualTo(reason));
    }

    @Test
    void shouldAcceptThreeOfFiveWhoseOutputsDifferOnlyInIgnoredFields() {
        assertThat(checkSupporters(fixture.honestSupporters(entry, 3)))
                .isEqualTo(new VerdictCheckResult.Proven(
                        List.of(new ExecutorId("e1"), new ExecutorId("e2"), new ExecutorId("e3"))));
    }

    @Test
    void shouldAcceptThreeValidSupportersBesideAnInvalidOne() {
        List<Verdict.Supporter> supporters = new ArrayList<>();
        supporters.add(fixture.supporter(fixture.signing(entry, "e4"), fixture.response(entry, "{\"balance\":\"9\"}")));
        supporters.addAll(fixture.honestSupporters(entry, 3));
        assertThat(checkSupporters(supporters)).isInstanceOf(VerdictCheckResult.Proven.class);
    }

    @Test
    void shouldRefuteAVerdictWithOnlyFSupporters() {
        assertRefuted(checkSupporters(fixture.honestSupporters(entry, 2)), Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldRefuteAVerdictWithoutSupporters() {
        assertRefuted(checkSupporters(List.of()), Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldIgnoreAForgedElectorateThatNeedsFewer() {
        // Given a voter that claims an electorate of one
        Verdict honest = fixture.verdict(entry, fixture.honestSupporters(entry, 1));
        Verdict madeUp = new Verdict(
                honest.sequence(),
                honest.previousHash(),
                honest.position(),
                honest.requestHash(),
                honest.requestId(),
                honest.clientId(),
                honest.outcome(),
                true,
                List.of(new ExecutorId("e1")),
                1,
                honest.supporters(),
                List.of(),
                List.of(),
                120,
                1_000);
        // Then
        assertRefuted(check(madeUp), Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldNotCountOneSupporterTwice() {
        List<Verdict.Supporter> supporters = new ArrayList<>(fixture.honestSupporters(entry, 2));
        supporters.addAll(fixture.honestSupporters(entry, 2));
        assertRefuted(checkSupporters(supporters), Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldNotCountOneSupporterUnderTwoNames() {
        // Given e1's own signed response, presented as e3's
        Verdict.Supporter first = fixture.honestSupporters(entry, 1).get(0);
        Verdict.Supporter renamed = new Verdict.Supporter(
                new ExecutorId("e3"), first.responseOffset(), first.index(), first.responseHash(), first.certificate());
        assertThirdRefused(renamed, "no EXECUTOR key of e3");
    }

    @Test
    void shouldNotCountAnExecutorThatGenesisDoesNotName() {
        // Given ROOT registered an EXECUTOR key, but genesis names no such executor
        Trust trust = fixture.trust();
        Registry registry = trust.registry()
                .register(VerdictFixture.registered("e9", Role.EXECUTOR))
                .orElseThrow();
        Trust wider = new Trust(trust.deployment(), trust.genesis(), registry, trust.policy(), RulesHistory.NONE);
        List<Verdict.Supporter> supporters = new ArrayList<>(fixture.honestSupporters(entry, 2));
        supporters.add(fixture.supporter(fixture.signing(entry, "e9"), fixture.honest(entry, 9)));
        // Then
        assertRefuted(checker.check(wider, entry, fixture.verdict(entry, supporters)), Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldNotCountAKeyOfAnotherRole() {
        SigningKey root = VerdictFixture.key("root");
        VerdictFixture.Signing signing = fixture.signing(entry, "e3");
        assertThirdRefused(
                fixture.supporter(
                        new VerdictFixture.Signing(
                                "e3", root, signing.deployment(), signing.partition(), signing.header()),
                        fixture.honest(entry, 3)),
                "no EXECUTOR key");
    }

    @Test
    void shouldNotCountAnotherExecutorsKey() {
        VerdictFixture.Signing signing = fixture.signing(entry, "e3");
        assertThirdRefused(
                fixture.supporter(
                        new VerdictFixture.Signing(
                                "e3",
                                VerdictFixture.key("e4"),
                                signing.deployment(),
                                signing.partition(),
                                signing.header()),
                        fixture.honest(entry, 3)),
                "no EXECUTOR key");
    }

    @Test
    void shouldNotCountARevokedKey() {
        Trust trust = fixture.trust();
        Registry registry =
                trust.registry().revoke(VerdictFixture.key("e2").keyId()).orElseThrow();
        Trust narrower = new Trust(trust.deployment(), trust.genesis(), registry, trust.policy(), RulesHistory.NONE);
        assertRefuted(
                checker.check(narrower, entry, fixture.verdict(entry, fixture.honestSupporters(entry, 3))),
                Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldNotCountAHeaderThatNamesAnotherAuthor() {
        VerdictFixture.Signing signing = fixture.signing(entry, "e3")
                .with(header -> new ResponseBatch.Header(
                        header.deployment(),
                        "e4",
                        header.partition(),
                        header.processedTo(),
                        header.count(),
                        header.root()));
        assertThirdRefused(fixture.supporter(signing, fixture.honest(entry, 3)), "another author");
    }

    @Test
    void shouldNotCountAForgedSignatureOrAFlippedBitInTheHeader() {
        Verdict.Supporter third = fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(entry, 3));
        SignedEnvelope header = third.certificate().orElseThrow().header();
        for (int bit = 0; bit < 512; bit += 37) {
            assertThirdRefused(
                    withHeader(
                            third,
                            new SignedEnvelope(
                                    header.payloadType(),
                                    header.payload(),
                                    header.keyId(),
                                    flipped(header.signature(), bit),
                                    header.batch())),
                    "e3:");
        }
        for (int bit = 0; bit < header.payload().length() * 8; bit += 61) {
            assertThirdRefused(
                    withHeader(
                            third,
                            new SignedEnvelope(
                                    header.payloadType(),
                                    flipped(header.payload(), bit),
                                    header.keyId(),
                                    header.signature(),
                                    header.batch())),
                    "e3:");
        }
    }

    @Test
    void shouldNotReuseACachedSignatureForAnotherHeader() {
        // Given an honest header that was verified before
        List<Verdict.Supporter> honest = fixture.honestSupporters(entry, 3);
        assertThat(checkSupporters(honest)).isInstanceOf(VerdictCheckResult.Proven.class);
        // When its signature is over another payload
        Verdict.Supporter other = fixture.supporter(
                fixture.signing(entry, "e3"), fixture.response(entry, "{\"account\":\"alice\",\"balance\":\"7\"}"));
        SignedEnvelope first = honest.get(2).certificate().orElseThrow().header();
        SignedEnvelope second = other.certificate().orElseThrow().header();
        // Then
        assertThirdRefused(
                withHeader(
                        other,
                        new SignedEnvelope(
                                second.payloadType(),
                                second.payload(),
                                second.keyId(),
                                first.signature(),
                                second.batch())),
                "signature");
    }

    @Test
    void shouldNotCountAnotherRequestsHash() {
        Request other = new Request(
                fixture.deployment(),
                entry.request().requestId(),
                VerdictFixture.CLIENT_ID,
                8,
                entry.request().notAfter(),
                "main",
                "INCREMENT",
                Normalizer.JSON,
                entry.request().body());
        SentEntry elsewhere = fixture.entry(other);
        assertThirdRefused(
                fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(elsewhere, 3)),
                "answers another request");
    }

    @Test
    void shouldNotCountAnAnswerToAnotherOffset() {
        SentEntry elsewhere = VerdictFixture.entryAt(
                entry.request(), new LogPosition(entry.position().partition(), 43), VerdictFixture.APPEND_TIME);
        assertThirdRefused(
                fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(elsewhere, 3)),
                "answers another request");
    }

    @Test
    void shouldNotCountAHeaderOfAnotherPartition() {
        VerdictFixture.Signing signing = fixture.signing(entry, "e3");
        assertThirdRefused(
                fixture.supporter(
                        new VerdictFixture.Signing(
                                "e3",
                                signing.key(),
                                signing.deployment(),
                                (signing.partition() + 1) % VerdictFixture.PARTITIONS,
                                signing.header()),
                        fixture.honest(entry, 3)),
                "another partition");
    }

    @Test
    void shouldNotCountAHeaderOfAnotherDeployment() {
        VerdictFixture.Signing signing = fixture.signing(entry, "e3");
        assertThirdRefused(
                fixture.supporter(
                        new VerdictFixture.Signing(
                                "e3", signing.key(), Hash.ZERO, signing.partition(), signing.header()),
                        fixture.honest(entry, 3)),
                "another deployment");
    }

    @Test
    void shouldNotCountThePathOfAnotherLeaf() {
        Verdict.Supporter third = fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(entry, 3));
        Verdict.ResponseCertificate real = third.certificate().orElseThrow();
        for (int index : new int[] {-1, 0, 2, 3, Integer.MAX_VALUE}) {
            assertThirdRefused(
                    new Verdict.Supporter(
                            third.executorId(),
                            third.responseOffset(),
                            index,
                            third.responseHash(),
                            Optional.of(new Verdict.ResponseCertificate(
                                    real.header(), real.response(), index, real.path()))),
                    "not the one of that index");
        }
        assertThirdRefused(
                new Verdict.Supporter(
                        third.executorId(),
                        third.responseOffset(),
                        1,
                        third.responseHash(),
                        Optional.of(new Verdict.ResponseCertificate(
                                real.header(),
                                real.response(),
                                1,
                                List.of(real.path().get(0))))),
                "not the one of that index");
    }

    @Test
    void shouldNotCountAResponseThatTheHeaderDoesNotCover() {
        Verdict.Supporter third = fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(entry, 3));
        Verdict.Supporter other = fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(entry, 4));
        Verdict.ResponseCertificate real = third.certificate().orElseThrow();
        assertThirdRefused(
                new Verdict.Supporter(
                        third.executorId(),
                        third.responseOffset(),
                        1,
                        other.responseHash(),
                        Optional.of(new Verdict.ResponseCertificate(
                                real.header(), other.certificate().orElseThrow().response(), 1, real.path()))),
                "not the one of that index");
    }

    @Test
    void shouldNotCountAnotherResponseHash() {
        Verdict.Supporter third = fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(entry, 3));
        assertThirdRefused(
                new Verdict.Supporter(third.executorId(), 100, 1, Hash.ZERO, third.certificate()), "whose hash");
    }

    @Test
    void shouldNotCountASupporterWithoutAReadableResponse() {
        Verdict.Supporter third = fixture.supporter(fixture.signing(entry, "e3"), fixture.honest(entry, 3));
        assertThirdRefused(
                new Verdict.Supporter(third.executorId(), 100, 1, third.responseHash(), Optional.empty()),
                "cannot be read");
        Verdict.ResponseCertificate real = third.certificate().orElseThrow();
        assertThirdRefused(
                new Verdict.Supporter(
                        third.executorId(),
                        100,
                        1,
                        third.responseHash(),
                        Optional.of(
                                new Verdict.ResponseCertificate(real.header(), Bytes.utf8("junk"), 1, real.path()))),
                "cannot be read");
    }

    @Test
    void shouldNotCountAnotherOutputStatusOrContentType() {
        assertThirdRefused(
                fixture.supporter(
                        fixture.signing(entry, "e3"),
                        fixture.response(entry, "{\"account\":\"alice\",\"balance\":\"5.01\"}")),
                "output differs");
        assertThirdRefused(
                fixture.supporter(fixture.signing(entry, "e3"), fixture.response(entry, "{\"account\":")),
                "output differs");
        Response honest = fixture.honest(entry, 3);
        assertThirdRefused(
                fixture.supporter(fixture.signing(entry, "e3"), answering(honest, Status.REFUSED, Normalizer.JSON)),
                "status or content type");
        assertThirdRefused(
                fixture.supporter(fixture.signing(entry, "e3"), answering(honest, Status.OK, "text/plain")),
                "status or content type");
    }

    @Test
    void shouldNotCountAnotherState() {
        Response honest = fixture.honest(entry, 3);
        List<Write> otherWrites = List.of(Write.put(Bytes.utf8("main\0alice"), Bytes.utf8("6|none")));
        assertThirdRefused(
                fixture.supporter(fixture.signing(entry, "e3"), inState(honest, honest.preState(), otherWrites)),
                "state differs");
        assertThirdRefused(
                fixture.supporter(fixture.signing(entry, "e3"), inState(honest, Hash.ZERO.bytes(), honest.writes())),
                "do not lead");
    }

    @Test
    void shouldRefuteAVerdictWhoseOutputWasChanged() {
        Verdict.Agreed real = fixture.agreed();
        Bytes output = Bytes.utf8("{\"account\":\"alice\",\"balance\":\"500.00\"}");
        Verdict.Agreed changed =
                new Verdict.Agreed(Status.OK, Normalizer.JSON, output, real.voteDigest(), real.state());
        assertRefuted(
                check(fixture.verdict(entry, changed, fixture.honestSupporters(entry, 5))), Refutation.VOTE_DIGEST);
        Verdict.Agreed consistent = new Verdict.Agreed(
                Status.OK, Normalizer.JSON, output, VoteDigest.of(Status.OK, Normalizer.JSON, output), real.state());
        assertRefuted(
                check(fixture.verdict(entry, consistent, fixture.honestSupporters(entry, 5))),
                Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldRefuteAVerdictWhoseStateWasChangedOrLeftOut() {
        Verdict.Agreed real = fixture.agreed();
        Verdict.Agreed stateless = new Verdict.Agreed(
                real.status(), real.contentType(), real.output(), real.voteDigest(), Optional.empty());
        assertRefuted(
                check(fixture.verdict(entry, stateless, fixture.honestSupporters(entry, 5))),
                Refutation.STATE_PRESENCE);
        List<Write> writes = List.of(Write.put(Bytes.utf8("main\0mallory"), Bytes.utf8("1000|none")));
        Verdict.Agreed changed = new Verdict.Agreed(
                real.status(),
                real.contentType(),
                real.output(),
                real.voteDigest(),
                Optional.of(new Verdict.AgreedState(VerdictFixture.POST, Bytes.EMPTY, writes)));
        assertRefuted(
                check(fixture.verdict(entry, changed, fixture.honestSupporters(entry, 5))),
                Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldRefuteAVerdictOnAnotherPositionOrRequest() {
        Verdict real = fixture.verdict(entry, fixture.honestSupporters(entry, 3));
        SentEntry moved = VerdictFixture.entryAt(
                entry.request(), new LogPosition(entry.position().partition(), 43), VerdictFixture.APPEND_TIME);
        assertRefuted(checker.check(fixture.trust(), moved, real), Refutation.OTHER_POSITION);
        SentEntry replaced = new SentEntry(
                entry.request(),
                entry.keyId(),
                Hash.sha256(new byte[] {3}),
                entry.fingerprint(),
                entry.position(),
                entry.appendTime());
        assertRefuted(checker.check(fixture.trust(), replaced, real), Refutation.OTHER_REQUEST);
    }

    @Test
    void shouldLeaveSplitAndOverdueUnproven() {
        assertThat(check(fixture.verdict(entry, new Verdict.Split(Optional.empty()), List.of())))
                .isEqualTo(new VerdictCheckResult.Unproven());
        assertThat(check(fixture.verdict(entry, new Verdict.Overdue(), List.of())))
                .isEqualTo(new VerdictCheckResult.Unproven());
    }

    private static Response answering(Response response, Status status, String contentType) {
        return new Response(
                response.businessOffset(),
                response.requestHash(),
                response.preState(),
                response.postState(),
                response.stateRoot(),
                status,
                contentType,
                response.output(),
                response.writes());
    }

    private static Response inState(Response response, Bytes preState, List<Write> writes) {
        return new Response(
                response.businessOffset(),
                response.requestHash(),
                preState,
                response.postState(),
                response.stateRoot(),
                response.status(),
                response.contentType(),
                response.output(),
                writes);
    }

    private static Verdict.Supporter withHeader(Verdict.Supporter supporter, SignedEnvelope header) {
        Verdict.ResponseCertificate real = supporter.certificate().orElseThrow();
        return new Verdict.Supporter(
                supporter.executorId(),
                supporter.responseOffset(),
                supporter.index(),
                supporter.responseHash(),
                Optional.of(new Verdict.ResponseCertificate(header, real.response(), real.index(), real.path())));
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] copy = bytes.array().clone();
        copy[bit / 8] ^= (byte) (1 << (bit % 8));
        return Bytes.wrap(copy);
    }

    /** After a Void of the entry before it; an answer counts from that place on. */
    private VerdictCheckResult checkAfterVoid(long at, Verdict verdict) {
        LogPosition before =
                new LogPosition(entry.position().partition(), entry.position().offset() - 2);
        EntrySource log = new EntrySource() {
            @Override
            public Optional<BusinessRecord> entryAt(LogPosition position) {
                return Optional.empty();
            }

            @Override
            public long countedFrom(Trust trust, LogPosition of) {
                assertThat(trust.history().voidsBefore(of)).hasSize(1);
                return at;
            }
        };
        Trust trust = fixture.trust(RulesHistory.NONE.with(new CertifiedVoid(1, before)));
        assertThat(VerdictChecker.needsLog(trust, entry, verdict)).isTrue();
        return new VerdictChecker(Ed25519.verifier(), new EmbeddedProofs(), log).check(trust, entry, verdict);
    }

    private Verdict.Supporter handledTo(long processedTo, int executor) {
        return fixture.supporter(
                fixture.signing(entry, "e" + executor)
                        .with(header -> new ResponseBatch.Header(
                                header.deployment(),
                                header.author(),
                                header.partition(),
                                processedTo,
                                header.count(),
                                header.root())),
                fixture.honest(entry, executor));
    }

    @Test
    void shouldNotCountAnHonestAnswerFromBeforeAVoidWithThoseOfLiars() {
        // Given a Void at 50 of an earlier entry: the honest e1 answered before it read the Void, e2 and e3 lie
        List<Verdict.Supporter> supporters = List.of(handledTo(49, 1), handledTo(50, 2), handledTo(60, 3));
        // Then
        VerdictCheckResult result = checkAfterVoid(50, fixture.verdict(entry, supporters));
        assertRefuted(result, Refutation.TOO_FEW_SUPPORTERS);
        assertThat(((VerdictCheckResult.Refuted) result).detail()).contains("before the Void at offset 50");
    }

    @Test
    void shouldCountAnswersOfBatchesThatHaveHandledTheVoid() {
        List<Verdict.Supporter> supporters = List.of(handledTo(50, 1), handledTo(50, 2), handledTo(60, 3));
        assertThat(checkAfterVoid(50, fixture.verdict(entry, supporters)))
                .isInstanceOf(VerdictCheckResult.Proven.class);
    }

    @Test
    void shouldNotProveASplitByAnswersFromBeforeAVoid() {
        assertThat(checkAfterVoid(60, fixture.split(entry, 5))).isEqualTo(new VerdictCheckResult.Unproven());
    }

    @Test
    void shouldBelieveNoAgreedOfAnEntryThatAVoidNamesAndTakeTheVoidForTheProofOfItsSplit() {
        Trust trust = fixture.trust(RulesHistory.NONE.with(new CertifiedVoid(1, entry.position())));
        Verdict agreed = fixture.verdict(entry, fixture.honestSupporters(entry, 3));
        Verdict split = fixture.verdict(entry, new Verdict.Split(Optional.empty()), List.of());
        assertRefuted(checker.check(trust, entry, agreed), Refutation.VOIDED);
        assertThat(checker.check(trust, entry, split)).isEqualTo(new VerdictCheckResult.Proven(List.of()));
        assertThat(VerdictChecker.needsLog(trust, entry, agreed)).isFalse();
        assertThat(VerdictChecker.needsLog(trust, entry, split)).isFalse();
    }

    @Test
    void shouldNotCountABatchThatHasNotHandledTheEntry() {
        assertThirdRefused(handledTo(entry.position().offset() - 1, 3), "has not handled the entry");
    }

    @Test
    void shouldNotCountAHeaderWhoseSchemaIsNotAccepted() {
        Trust trust = fixture.trust();
        Policy policy = trust.policy()
                .withPayloads(new PayloadPolicy(
                        List.of(entry.fingerprint()), trust.policy().payloads().operations()));
        Trust narrower = new Trust(trust.deployment(), trust.genesis(), trust.registry(), policy, RulesHistory.NONE);
        assertRefuted(
                checker.check(narrower, entry, fixture.verdict(entry, fixture.honestSupporters(entry, 3))),
                Refutation.TOO_FEW_SUPPORTERS);
    }

    @Test
    void shouldAskForAsManySupportersAsThePolicy() {
        Trust trust = fixture.trust();
        Policy policy =
                trust.policy().withVoting(new VotingPolicy(4, Adjudication.EXACT_MAJORITY, Optional.empty(), true));
        Trust stricter = new Trust(trust.deployment(), trust.genesis(), trust.registry(), policy, RulesHistory.NONE);
        assertRefuted(
                checker.check(stricter, entry, fixture.verdict(entry, fixture.honestSupporters(entry, 3))),
                Refutation.TOO_FEW_SUPPORTERS);
        assertThat(checker.check(stricter, entry, fixture.verdict(entry, fixture.honestSupporters(entry, 4))))
                .isInstanceOf(VerdictCheckResult.Proven.class);
    }

    @Test
    void shouldReadNoLogForAVerdictThatDoesNotHoldAnyway() {
        Verdict few = fixture.verdict(
                entry,
                fixture.honestSupporters(entry, 2).stream()
                        .map(supporter -> new Verdict.Supporter(
                                supporter.executorId(), 5, 1, supporter.responseHash(), Optional.empty()))
                        .toList());
        assertThat(VerdictChecker.needsLog(fixture.trust(), entry, few)).isFalse();
    }
}
