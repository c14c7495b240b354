package io.tribunal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tribunal.audit.bundle.BundleFormat;
import io.tribunal.audit.bundle.EvidenceBundle;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedAnswer;
import io.tribunal.audit.bundle.EvidenceBundle.LoggedEntry;
import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.check.FailureReason;
import io.tribunal.audit.check.BundleCheck;
import io.tribunal.audit.check.VerificationResult;
import io.tribunal.audit.check.RefutedException;
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

class HostileEvidenceTest {
    private static final byte[] GOOD = Cases.wrongOutput().export();
    private static final Tampering FILE = Tampering.with(GOOD);
    private static final int LAST = FILE.bundle().business().size() - 1;
    private static final int ACCUSED = 2;

    private static Arguments change(FailureReason cause, String what, Tampering tampering) {
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
                        FILE.entry(LAST, value -> Tampering.flipped(value, 120))),
                change(FailureReason.DECISIONS, "records out of order", FILE.business(entries -> entries.add(request))),
                change(FailureReason.OTHER_DECISION, "another number", FILE.decision(3)),
                change(FailureReason.OTHER_DECISION, "an earlier decision", FILE.business(List::removeLast)),
                change(FailureReason.EVIDENCE, "a ballot left out", FILE.ballots(List::removeLast)),
                change(FailureReason.EVIDENCE, "a ballot twice", FILE.ballots(ballots -> ballots.add(ballots.getFirst()))),
                change(FailureReason.EVIDENCE, "a request left out", FILE.business(entries -> entries.remove(2))),
                change(FailureReason.REQUEST, "a request's signature", FILE.entry(2, value -> Tampering.flipped(value, 5))),
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
                        FILE.answer(0, answer -> header(answer, Tampering.flipped(answer.header(), 5)))),
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
                change(FailureReason.RESPONSE_PLACE, "answers after the decision", FILE.answer(4, answer -> at(answer, 1_000))),
                change(
                        FailureReason.RESPONSE_PROOF,
                        "the accused's words",
                        FILE.answer(ACCUSED, HostileEvidenceTest::otherWords)),
                change(FailureReason.RESPONSE_PROOF, "an index", FILE.answer(0, answer -> indexed(answer, 1))),
                change(
                        FailureReason.AGREEMENT,
                        "too few answers",
                        FILE.answers(answers -> answers.subList(3, 5).clear())),
                change(FailureReason.DEVIATION, "the accused left out", FILE.answers(answers -> answers.remove(ACCUSED))),
                change(FailureReason.CHAIN, "an append time", FILE.answer(0, HostileEvidenceTest::later)),
                change(
                        FailureReason.CHAIN,
                        "a schema id",
                        FILE.entry(0, value -> Tampering.flipped(value, value.length() - 2))),
                change(
                        FailureReason.CHAIN,
                        "the head",
                        new Tampering(FILE.bundle()
                                .concluded(
                                        FILE.bundle().summary(), FILE.bundle().chain(), Hash.ZERO))),
                change(
                        FailureReason.CHAIN,
                        "no links",
                        new Tampering(FILE.bundle()
                                .concluded(
                                        FILE.bundle().summary(),
                                        List.of(),
                                        FILE.bundle().head()))),
                change(
                        FailureReason.SUMMARY,
                        "what it says",
                        new Tampering(FILE.bundle()
                                .concluded(
                                        anotherSummary(),
                                        FILE.bundle().chain(),
                                        FILE.bundle().head()))));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("changes")
    void shouldNameTheFirstCheckThatFails(FailureReason cause, String what, byte[] file) {
        VerificationResult judgement = EvidenceTest.verify(file);

        assertThat(judgement).isInstanceOf(VerificationResult.Refuted.class);
        assertThat(((VerificationResult.Refuted) judgement).cause())
                .as(what + ": " + judgement)
                .isEqualTo(cause);
    }

    @Test
    void shouldCountNoAnswerOfWhoHadNoVote() {
        EvidenceFixture court = new EvidenceFixture().requests(2, List::of);
        court.decide(proposal(court, new ExecutorId("e5"), DeviationClass.WRONG, List.of(1L, 2L), 20_000_000));
        court.requests(5, honest -> List.of(Cases.with(honest, Bytes.utf8("{}"), honest.postState(), honest.writes())));
        byte[] file =
                court.decide(court.proposal(MembershipEvent.Isolate.class)).export();
        Tampering added = Tampering.with(file)
                .answers(answers -> answers.add(court.answer(
                        "e5", Tampering.with(file).bundle().ballots().getFirst().businessOffset(), 0)));

        assertThat(EvidenceTest.verify(file)).isInstanceOf(VerificationResult.Proved.class);
        assertThat(EvidenceTest.verify(added.file()))
                .isInstanceOfSatisfying(
                        VerificationResult.Refuted.class,
                        refuted -> assertThat(refuted.cause()).isEqualTo(FailureReason.ELECTORATE));
    }

    @Test
    void shouldTakeNoRepeatForEvidence() {
        EvidenceFixture court = new EvidenceFixture().requests(5, honest -> {
            var wrong = Cases.with(honest, Bytes.utf8("{}"), honest.postState(), honest.writes());
            return List.of(wrong, wrong);
        });
        byte[] file =
                court.decide(court.proposal(MembershipEvent.Isolate.class)).export();
        Tampering added = Tampering.with(file).answers(answers -> answers.add(3, court.answer("e3", 1, 1)));

        assertThat(EvidenceTest.verify(file)).isInstanceOf(VerificationResult.Proved.class);
        assertThat(EvidenceTest.verify(added.file()))
                .isInstanceOfSatisfying(
                        VerificationResult.Refuted.class,
                        refuted -> assertThat(refuted.cause()).isEqualTo(FailureReason.SUPERFLUOUS));
    }

    @Test
    void shouldNotProveWhatValidatorsMadeUpAboutAnHonestExecutor() {
        EvidenceFixture court = new EvidenceFixture().requests(6, List::of);
        court.decide(proposal(court, new ExecutorId("e1"), DeviationClass.WRONG, List.of(1L, 2L, 3L, 4L), 15_600_000));

        assertThatThrownBy(court::export).isInstanceOf(RefutedException.class).hasMessageStartingWith("DEVIATION");
    }

    @Test
    void shouldNotTakeTwoLiesForFour() {
        EvidenceFixture court = new EvidenceFixture()
                .requests(
                        6,
                        honest -> List.of(Cases.with(honest, Bytes.utf8("{}"), honest.postState(), honest.writes())));
        court.decide(proposal(court, EvidenceFixture.ACCUSED, DeviationClass.WRONG, List.of(1L, 2L), 15_600_000));

        assertThatThrownBy(court::export).isInstanceOf(RefutedException.class).hasMessageStartingWith("STATISTIC");
    }

    @Test
    void shouldNotPretendThatAnybodySignedTheTimes() {
        EvidenceBundle changed = FILE.answer(0, HostileEvidenceTest::later).bundle();
        BundleCheck.Result result = BundleCheck.of(changed, Optional.empty(), EvidenceFixture.VERIFIER);
        byte[] concluded = BundleFormat.write(changed.concluded(
                result.summary(), result.chain().links(), result.chain().head()));

        VerificationResult judgement = EvidenceTest.verify(concluded);

        assertThat(judgement)
                .isInstanceOfSatisfying(
                        VerificationResult.Proved.class,
                        proved -> assertThat(proved.unproved())
                                .anyMatch(open -> open.startsWith("append times and offsets are the exporter's word")));
        assertThat(((VerificationResult.Proved) judgement).head())
                .isNotEqualTo(FILE.bundle().head());
    }

    private static IsolationProposal proposal(
            EvidenceFixture court, ExecutorId executor, DeviationClass kind, List<Long> evidence, long statistic) {
        return court.claimed(new MembershipEvent.Isolate(executor, kind), evidence, statistic, 0);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static LoggedAnswer header(LoggedAnswer answer, Bytes header) {
        return new LoggedAnswer(
                answer.offset(), answer.appendTime(), header, answer.response(), answer.index(), answer.path());
    }

    /** The same header, but for its author, partition and signer. */
    private static Bytes signedBy(String signer, String author, int partition, LoggedAnswer answer) {
        ResponseBatch.Header header =
                PayloadCodec.decodeHeader(EnvelopeCodec.decode(answer.header()).payload());
        ResponseBatch.Header forged = new ResponseBatch.Header(
                header.deployment(), author, partition, header.processedTo(), header.count(), header.root());
        return EnvelopeCodec.encode(new EnvelopeSigner(EvidenceFixture.key(signer))
                .sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(forged)));
    }

    private static LoggedAnswer otherWords(LoggedAnswer answer) {
        var response = PayloadCodec.decodeResponse(answer.response());
        Bytes words = PayloadCodec.encodeResponse(
                Cases.with(response, EvidenceFixture.output("\"worse\"", "e3"), response.postState(), response.writes()));
        return new LoggedAnswer(
                answer.offset(), answer.appendTime(), answer.header(), words, answer.index(), answer.path());
    }

    private static LoggedAnswer at(LoggedAnswer answer, long offset) {
        return new LoggedAnswer(
                offset, answer.appendTime(), answer.header(), answer.response(), answer.index(), answer.path());
    }

    private static LoggedAnswer indexed(LoggedAnswer answer, int index) {
        return new LoggedAnswer(
                answer.offset(), answer.appendTime(), answer.header(), answer.response(), index, answer.path());
    }

    private static LoggedAnswer later(LoggedAnswer answer) {
        return new LoggedAnswer(
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
}
