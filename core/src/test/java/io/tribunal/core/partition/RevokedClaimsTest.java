package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.policy.RulesVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims of a stolen key: they reach beyond every log, and must not outlive the key. */
class RevokedClaimsTest {
    private final VotingFixture fixture = new VotingFixture(VotingFixture::stateless);

    private static Action.RevokeKey revocation(String owner) {
        return new Action.RevokeKey(new KeyId("ed25519:" + owner));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotCountTheClaimsOfARevokedExecutorKeyWithOneLiar(boolean restart) {
        fixture.send("e3", Long.MAX_VALUE);
        long revoked = fixture.mandate(revocation("e3"));
        fixture.send("e1", revoked);
        assertThat(fixture.cursor()).isEqualTo(revoked);
        if (restart) {
            fixture.restart();
        }

        fixture.send("e2", Long.MAX_VALUE);

        assertThat(fixture.cursor()).isEqualTo(revoked);
        long request = fixture.request();
        assertThat(fixture.send("e1", request, fixture.answer(request, "a"))).isEmpty();
        assertThat(fixture.cursor()).isEqualTo(request);
    }

    @Test
    void shouldNotCountTheClaimsOfARevokedValidatorKey() {
        fixture.send("v3", Long.MAX_VALUE);
        long revoked = fixture.mandate(revocation("v3"));
        fixture.send("v1", revoked);
        assertThat(fixture.cursor()).isEqualTo(revoked);

        fixture.send("v2", Long.MAX_VALUE);

        assertThat(fixture.cursor()).isEqualTo(revoked);
    }

    /** Two stolen keys are more than three executors can bear; their revocation ends it all the same. */
    @Test
    void shouldStopAtTheRevocationThatTakesTheReachAway() {
        long revoked = fixture.mandate(revocation("e3"));
        fixture.request();
        fixture.send("e3", Long.MAX_VALUE);
        fixture.send("e2", Long.MAX_VALUE);

        assertThat(fixture.cursor()).isEqualTo(revoked);
    }

    @Test
    void shouldStopAtTheIsolationThatTakesTheReachAway() {
        long isolated =
                fixture.decide(new MembershipEvent.Isolate(VotingFixture.executor("e3"), DeviationClass.WRONG), 0);
        fixture.request();
        fixture.send("e3", Long.MAX_VALUE);
        fixture.send("e2", Long.MAX_VALUE);

        assertThat(fixture.cursor()).isEqualTo(isolated);
    }

    @Test
    void shouldCountTheClaimsOfTheFirstRulesByAuthor() {
        VotingFixture first = new VotingFixture(VotingFixture::stateless, RulesVersion.FIRST);
        first.send("e3", 100);
        long revoked = first.mandate(revocation("e3"));
        first.send("e1", revoked);
        first.send("e2", 100);

        assertThat(first.cursor()).isEqualTo(100);
    }
}
