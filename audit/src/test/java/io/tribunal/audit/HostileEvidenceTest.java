package io.tribunal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedEntry;
import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.check.FailureReason;
import io.tribunal.audit.check.RefutedException;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.schemas.codec.EnvelopeCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileEvidenceTest {
    private static final byte[] GOOD = EvidenceCases.wrongOutput().export();
    private static final TamperedBundle FILE = TamperedBundle.with(GOOD);
    private static final int LAST = FILE.bundle().business().size() - 1;
    private static final int SUSPECT = 2;

    private static Arguments change(FailureReason cause, String what, TamperedBundle tampering) {
        return arguments(cause, what, tampering.file());
    }

    static Stream<Arguments> changes() {
        LoggedEntry request = FILE.bundle().business().get(2);
        return Stream.of(
                arguments(FailureReason.FORMAT, "nothing", new byte[0]),
                arguments(FailureReason.FORMAT, "a byte more", Arrays.copyOf(GOOD, GOOD.length + 1)),
                arguments(
                        FailureReason.FORMAT,
                        "white space",
                        text(GOOD).replaceFirst(":", ": ").getBytes(StandardCharsets.UTF_8)),
                arguments(
                        FailureReason.FORMAT,
                        "an unknown field",
                        text(GOOD).replaceFirst("\\{", "{\"a\":1,").getBytes(StandardCharsets.UTF_8)),
                arguments(
                        FailureReason.FORMAT,
                        "another version",
                        text(GOOD).replace("evidence/1", "evidence/2").getBytes(StandardCharsets.UTF_8)),
                change(FailureReason.GENESIS, "no records", FILE.business(List::clear)),
                change(FailureReason.GENESIS, "no genesis", FILE.business(List::removeFirst)),
                change(FailureReason.DEPLOYMENT, "another deployment", FILE.deployment(Hash.ZERO)),
                change(FailureReason.DECISIONS, "a decision left out", FILE.business(entries -> entries.remove(1))),
                change(
                        FailureReason.DECISIONS,
                        "a signature in the certificate",
                        FILE.entry(LAST, value -> TamperedBundle.flipped(value, 120))),
                change(FailureReason.DECISIONS, "records out of order", FILE.business(entries -> entries.add(request))),
                change(FailureReason.OTHER_DECISION, "another number", FILE.decision(3)),
                change(FailureReason.OTHER_DECISION, "an earlier decision", FILE.business(List::removeLast)),
                change(FailureReason.EVIDENCE, "a ballot left out", FILE.ballots(List::removeLast)),
                change(
                        FailureReason.EVIDENCE,
                        "a ballot twice",
                        FILE.ballots(ballots -> ballots.add(ballots.getFirst()))),
                change(FailureReason.EVIDENCE, "a request left out", FILE.business(entries -> entries.remove(2))),
                change(
                        FailureReason.REQUEST,
                        "a request's signature",
                        FILE.entry(2, value -> TamperedBundle.flipped(value, 5))),
                change(FailureReason.RESPONSE, "a header", FILE.answer(0, answer -> header(answer, Bytes.EMPTY))),
                change(
                        FailureReason.RESPONSE_KEY,
                        "a header under another's name",
                        FILE.answer(0, answer -> header(answer, signedBy("e3", "e1", 0, answer)))),
                change(
                        FailureReason.RESPONSE_KEY,
                        "a header by a stranger",
                        FILE.answer(0, answer -> header(answer, signedBy("stranger", "e1", 0, answer)))),
                change(
                        FailureReason.RESPONSE_SIGNATURE,
                        "a header's signature",
                        FILE.answer(0, answer -> header(answer, TamperedBundle.flipped(answer.header(), 5)))),
                change(
                        FailureReason.RESPONSE_PLACE,
                        "another partition",
                        FILE.answer(0, answer -> header(answer, signedBy("e1", "e1", 1, answer)))),
                change(
                        FailureReason.RESPONSE_PLACE,
                        "answers in another order",
                        FILE.answers(answers -> answers.add(answers.removeFirst()))),
                change(
                        FailureReason.RESPONSE_PLACE,
                        "answers of another request",
                        FILE.answer(
                                0,
                                answer -> FILE.bundle()
                                        .ballots()
                                        .get(1)
                                        .responses()
                                        .getFirst())),
                change(
                        FailureReason.RESPONSE_PLACE,
                        "answers after the decision",
                        FILE.answer(4, answer -> at(answer, 1_000))),
                change(
                        FailureReason.RESPONSE_PROOF,
                        "the suspect's output",
                        FILE.answer(SUSPECT, HostileEvidenceTest::otherOutput)),
                change(FailureReason.RESPONSE_PROOF, "an index", FILE.answer(0, answer -> indexed(answer, 1))),
                change(
                        FailureReason.AGREEMENT,
                        "too few answers",
                        FILE.answers(answers -> answers.subList(3, 5).clear())),
                change(
                        FailureReason.DEVIATION,
                        "the suspect left out",
                        FILE.answers(answers -> answers.remove(SUSPECT))),
                change(FailureReason.CHAIN, "an append time", FILE.answer(0, HostileEvidenceTest::later)),
                change(
                        FailureReason.CHAIN,
                        "a schema id",
                        FILE.entry(0, value -> TamperedBundle.flipped(value, value.length() - 2))),
                change(
                        FailureReason.CHAIN,
                        "the head",
                        new TamperedBundle(FILE.bundle()
                                .with(FILE.bundle().summary(), FILE.bundle().chain(), Hash.ZERO))),
                change(
                        FailureReason.CHAIN,
                        "no links",
                        new TamperedBundle(FILE.bundle()
                                .with(
                                        FILE.bundle().summary(),
                                        List.of(),
                                        FILE.bundle().head()))),
                change(
                        FailureReason.SUMMARY,
                        "what it says",
                        new TamperedBundle(FILE.bundle()
                                .with(
                                        anotherSummary(),
                                        FILE.bundle().chain(),
                                        FILE.bundle().head()))));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("changes")
    void shouldReportTheFirstCheckThatFails(FailureReason cause, String what, byte[] file) {
        VerificationResult result = EvidenceTest.verify(file);

        assertThat(result).isInstanceOf(VerificationResult.Refuted.class);
        assertThat(((VerificationResult.Refuted) result).cause())
                .as(what + ": " + result)
                .isEqualTo(cause);
    }

    @Test
    void shouldRefuteAnswersFromNonMembers() {
        EvidenceFixture fixture = new EvidenceFixture().requests(2, List::of);
        fixture.decide(proposal(fixture, new ExecutorId("e5"), DeviationClass.WRONG, List.of(1L, 2L), 20_000_000));
        fixture.requests(
                5,
                honest -> List.of(EvidenceCases.with(honest, Bytes.utf8("{}"), honest.postState(), honest.writes())));
        byte[] file =
                fixture.decide(fixture.proposal(MembershipEvent.Isolate.class)).export();
        TamperedBundle added = TamperedBundle.with(file)
                .answers(answers -> answers.add(fixture.answer(
                        "e5",
                        TamperedBundle.with(file).bundle().ballots().getFirst().businessOffset(),
                        0)));

        assertThat(EvidenceTest.verify(file)).isInstanceOf(VerificationResult.Proved.class);
        assertThat(EvidenceTest.verify(added.file()))
                .isInstanceOfSatisfying(
                        VerificationResult.Refuted.class,
                        refuted -> assertThat(refuted.cause()).isEqualTo(FailureReason.ELECTORATE));
    }

    @Test
    void shouldRefuteDuplicateAnswers() {
        EvidenceFixture fixture = new EvidenceFixture().requests(5, honest -> {
            var wrong = EvidenceCases.with(honest, Bytes.utf8("{}"), honest.postState(), honest.writes());
            return List.of(wrong, wrong);
        });
        byte[] file =
                fixture.decide(fixture.proposal(MembershipEvent.Isolate.class)).export();
        TamperedBundle added = TamperedBundle.with(file).answers(answers -> answers.add(3, fixture.answer("e3", 1, 1)));

        assertThat(EvidenceTest.verify(file)).isInstanceOf(VerificationResult.Proved.class);
        assertThat(EvidenceTest.verify(added.file()))
                .isInstanceOfSatisfying(
                        VerificationResult.Refuted.class,
                        refuted -> assertThat(refuted.cause()).isEqualTo(FailureReason.SUPERFLUOUS));
    }

    @Test
    void shouldNotExportAFalseDecisionAboutAnHonestExecutor() {
        EvidenceFixture fixture = new EvidenceFixture().requests(6, List::of);
        fixture.decide(
                proposal(fixture, new ExecutorId("e1"), DeviationClass.WRONG, List.of(1L, 2L, 3L, 4L), 15_600_000));

        assertThatThrownBy(fixture::export).isInstanceOf(RefutedException.class).hasMessageStartingWith("DEVIATION");
    }

    @Test
    void shouldNotExportAStatisticThatTheBallotsDoNotAddUpTo() {
        EvidenceFixture fixture = new EvidenceFixture()
                .requests(
                        6,
                        honest -> List.of(
                                EvidenceCases.with(honest, Bytes.utf8("{}"), honest.postState(), honest.writes())));
        fixture.decide(proposal(fixture, EvidenceFixture.SUSPECT, DeviationClass.WRONG, List.of(1L, 2L), 15_600_000));

        assertThatThrownBy(fixture::export).isInstanceOf(RefutedException.class).hasMessageStartingWith("STATISTIC");
    }

    @Test
    void shouldListAppendTimesAsUnproved() {
        EvidenceBundle changed = FILE.answer(0, HostileEvidenceTest::later).bundle();
        BundleCheck.Derived derived = BundleCheck.of(changed, Optional.empty(), EvidenceFixture.VERIFIER);
        byte[] file = BundleFormat.write(changed.with(
                derived.summary(), derived.chain().links(), derived.chain().head()));

        VerificationResult result = EvidenceTest.verify(file);

        assertThat(result)
                .isInstanceOfSatisfying(
                        VerificationResult.Proved.class,
                        proved -> assertThat(proved.unproved())
                                .anyMatch(open -> open.startsWith("append times and offsets are the exporter's word")));
        assertThat(((VerificationResult.Proved) result).head())
                .isNotEqualTo(FILE.bundle().head());
    }

    private static IsolationProposal proposal(
            EvidenceFixture fixture, ExecutorId executor, DeviationClass kind, List<Long> evidence, long statistic) {
        return fixture.claimed(new MembershipEvent.Isolate(executor, kind), evidence, statistic, 0);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static ResponseEvidence header(ResponseEvidence answer, Bytes header) {
        return new ResponseEvidence(
                answer.offset(), answer.appendTime(), header, answer.response(), answer.index(), answer.path());
    }

    /** The same header with another author, partition and signer. */
    private static Bytes signedBy(String signer, String author, int partition, ResponseEvidence answer) {
        ResponseBatch.Header header =
                PayloadCodec.decodeHeader(EnvelopeCodec.decode(answer.header()).payload());
        ResponseBatch.Header forged = new ResponseBatch.Header(
                header.deployment(), author, partition, header.processedTo(), header.count(), header.root());
        return EnvelopeCodec.encode(new EnvelopeSigner(EvidenceFixture.key(signer))
                .sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(forged)));
    }

    private static ResponseEvidence otherOutput(ResponseEvidence answer) {
        var response = PayloadCodec.decodeResponse(answer.response());
        Bytes other = PayloadCodec.encodeResponse(EvidenceCases.with(
                response, EvidenceFixture.output("\"worse\"", "e3"), response.postState(), response.writes()));
        return new ResponseEvidence(
                answer.offset(), answer.appendTime(), answer.header(), other, answer.index(), answer.path());
    }

    private static ResponseEvidence at(ResponseEvidence answer, long offset) {
        return new ResponseEvidence(
                offset, answer.appendTime(), answer.header(), answer.response(), answer.index(), answer.path());
    }

    private static ResponseEvidence indexed(ResponseEvidence answer, int index) {
        return new ResponseEvidence(
                answer.offset(), answer.appendTime(), answer.header(), answer.response(), index, answer.path());
    }

    private static ResponseEvidence later(ResponseEvidence answer) {
        return new ResponseEvidence(
                answer.offset(),
                answer.appendTime() + 1,
                answer.header(),
                answer.response(),
                answer.index(),
                answer.path());
    }

    private static Summary anotherSummary() {
        Summary good = FILE.bundle().summary();
        return new Summary(
                good.event(),
                "e1",
                good.kind(),
                good.outcome(),
                good.responseOffset(),
                good.statistic(),
                good.ballots());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "null\n", "[]\n", "{}\n", "0\n", "\"\"\n"})
    void shouldRefuseFilesThatHoldNoBundle(String file) {
        assertThat(BundleFormat.read(file.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
