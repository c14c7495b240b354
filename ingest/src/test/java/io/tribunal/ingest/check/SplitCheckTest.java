package io.tribunal.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.state.StateDigest;
import io.tribunal.schemas.signing.Ed25519;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SPLIT with five executors (f = 2, three equal answers needed). A letter is an output, a space no answer. */
class SplitCheckTest {
    private static final VerdictCheckResult PROVEN = new VerdictCheckResult.Proven(List.of());
    private static final VerdictCheckResult UNPROVEN = new VerdictCheckResult.Unproven();

    private final VerdictFixture fixture = new VerdictFixture();
    private final SentEntry entry = fixture.entry();

    private VerdictCheckResult check(String outputs) {
        return check(fixture.trust(), outputs);
    }

    private VerdictCheckResult check(Trust trust, String outputs) {
        return check(trust, i -> answer(outputs.charAt(i - 1), VerdictFixture.PRE), outputs);
    }

    /** The answers are in the log, and the verdict names them. */
    private VerdictCheckResult check(Trust trust, IntFunction<Response> answers, String outputs) {
        List<Verdict.Supporter> logged = IntStream.rangeClosed(1, outputs.length())
                .filter(i -> outputs.charAt(i - 1) != ' ')
                .mapToObj(i -> fixture.supporter(fixture.signing(entry, "e" + i), answers.apply(i)))
                .toList();
        return checker(logged).check(trust, entry, fixture.split(entry, logged));
    }

    private static VerdictChecker checker(List<Verdict.Supporter> logged) {
        ProofSource log = (partition, named) -> logged.stream()
                .filter(one -> one.executorId().equals(named.executorId()))
                .findFirst()
                .flatMap(one -> new EmbeddedProofs().proofOf(partition, one));
        return new VerdictChecker(Ed25519.verifier(), log, VerdictFixture.noVoids());
    }

    private Response answer(char output, Hash before) {
        Response honest = fixture.response(entry, "{\"balance\":\"" + (int) output + "\"}");
        return new Response(
                honest.businessOffset(),
                honest.requestHash(),
                before.bytes(),
                StateDigest.next(before, honest.writes()).bytes(),
                Bytes.EMPTY,
                honest.status(),
                honest.contentType(),
                honest.output(),
                honest.writes());
    }

    @Test
    void shouldProveASplitWhenAllAnswersAreShownAndNoThreeAgree() {
        assertThat(check("aabbc")).isEqualTo(PROVEN);
        assertThat(check("abcde")).isEqualTo(PROVEN);
    }

    @Test
    void shouldNotProveASplitWhenThreeAgree() {
        assertThat(check("aaabc")).isEqualTo(UNPROVEN);
    }

    @Test
    void shouldNotProveASplitThatTwoLiarsCouldMakeUpOfHonestAnswers() {
        // Given three honest executors that answer alike, of which the verdict hides one or two
        assertThat(check("aa bc")).isEqualTo(UNPROVEN);
        assertThat(check("a  bc")).isEqualTo(UNPROVEN);
    }

    @Test
    void shouldNotProveASplitWhileAMissingAnswerCouldMakeAMajority() {
        assertThat(check("aabb ")).isEqualTo(UNPROVEN);
    }

    @Test
    void shouldNotProveASplitByAnswersFromDifferentStates() {
        Hash other = Hash.sha256(new byte[] {2});
        assertThat(check(fixture.trust(), i -> answer((char) ('a' + i), i > 3 ? other : VerdictFixture.PRE), "abcde"))
                .isEqualTo(UNPROVEN);
    }

    @Test
    void shouldNotCountOneExecutorTwiceNorAnAnswerThatItDidNotSign() {
        List<Verdict.Supporter> logged = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> fixture.supporter(
                        fixture.signing(entry, "e" + Math.max(2, i)), answer((char) ('a' + i), VerdictFixture.PRE)))
                .toList();
        assertThat(checker(logged).check(fixture.trust(), entry, fixture.split(entry, logged)))
                .isEqualTo(UNPROVEN);
        Verdict renamed = fixture.split(entry, 5);
        assertThat(checker(logged).check(fixture.trust(), entry, renamed)).isEqualTo(UNPROVEN);
    }

    @Test
    void shouldJudgeBySeveralAdjudicators() {
        assertThat(check(by(Adjudication.UNANIMOUS), "aabbc")).isEqualTo(PROVEN);
        assertThat(check(by(Adjudication.UNANIMOUS), "aaaab")).isEqualTo(UNPROVEN);
        assertThat(check(by(Adjudication.WEIGHTED), "aabbc")).isEqualTo(PROVEN);
        assertThat(check(by(Adjudication.BEHAVIOUR_STATE), "abcde")).isEqualTo(UNPROVEN);
    }

    private Trust by(Adjudication rule) {
        Trust trust = fixture.trust();
        BehaviourModel model = new BehaviourModel("up", new TreeSet<>(List.of("up")), new TreeSet<>(), List.of());
        return new Trust(
                trust.deployment(),
                trust.genesis(),
                trust.registry(),
                trust.policy().withAdjudication(rule, Optional.of(model)),
                RulesHistory.NONE);
    }

    @Test
    void shouldReadNoMoreThanOneAnswerOfEachExecutor() {
        int[] reads = new int[1];
        ProofSource log = (partition, named) -> {
            reads[0]++;
            return Optional.empty();
        };
        Verdict one = fixture.split(entry, 5);
        List<Verdict.Dissenter> many = IntStream.range(0, 1_000)
                .mapToObj(i -> one.dissenters().get(i % 5))
                .toList();
        VerdictCheckResult result = new VerdictChecker(Ed25519.verifier(), log, VerdictFixture.noVoids())
                .check(fixture.trust(), entry, fixture.splitNaming(entry, many));
        assertThat(result).isEqualTo(UNPROVEN);
        assertThat(reads[0]).isEqualTo(5);
    }
}
