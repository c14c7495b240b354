package io.tribunal.isolation.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.isolation.ValidatorFixture;
import io.tribunal.kafka.rules.RuleRecord;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PublishedRulesTest {
    private static final List<CertifiedDecision> CERTIFIED =
            ValidatorFixture.certified(ValidatorFixture.isolate("e2"), ValidatorFixture.isolate("e3"));
    private static final RuleRecord GENESIS =
            new RuleRecord.GenesisRule(ValidatorFixture.GENESIS, ValidatorFixture.DEPLOYMENT);

    private final PublishedRules rules = new PublishedRules(ValidatorFixture.DEPLOYMENT);

    private static RuleRecord decision(int number) {
        return new RuleRecord.DecisionRule(CERTIFIED.get(number - 1));
    }

    private void readAll() {
        assertThat(rules.read(GENESIS)).isEmpty();
        assertThat(rules.read(decision(1))).isEmpty();
        assertThat(rules.read(decision(2))).isEmpty();
        assertThat(rules.through(CERTIFIED)).isEqualTo(2);
    }

    @Test
    void shouldHoldNothingWithoutGenesis() {
        rules.read(decision(1));
        assertThat(rules.through(CERTIFIED)).isEqualTo(-1);
        rules.read(new RuleRecord.GenesisRule(ValidatorFixture.GENESIS, Hash.sha256(new byte[] {1})));
        assertThat(rules.through(CERTIFIED)).isEqualTo(-1);
        rules.read(GENESIS);
        assertThat(rules.through(CERTIFIED)).isEqualTo(1);
    }

    @Test
    void shouldCountOnlyWhatIsCertified() {
        rules.read(GENESIS);
        rules.read(decision(2));
        rules.read(decision(1));
        assertThat(rules.through(List.of())).isZero();
        assertThat(rules.through(CERTIFIED.subList(0, 1))).isEqualTo(1);
        assertThat(rules.through(CERTIFIED)).isEqualTo(2);
    }

    @Test
    void shouldFindARuleThatIsReplacedAndTheRepair() {
        readAll();

        assertThat(rules.read(new RuleRecord.Unusable(OptionalLong.of(1), "not readable")))
                .contains("not readable");
        assertThat(rules.through(CERTIFIED)).isZero();

        assertThat(rules.read(decision(1))).isEmpty();
        assertThat(rules.through(CERTIFIED)).isEqualTo(2);
    }

    @Test
    void shouldFindAForgedCertificate() {
        readAll();
        CertifiedDecision forged = ValidatorFixture.certified(CERTIFIED.get(1).decision(), "v3");

        assertThat(rules.read(new RuleRecord.DecisionRule(forged))).contains("it replaces rule 2");

        assertThat(rules.through(CERTIFIED)).isEqualTo(1);
    }

    @Test
    void shouldFindAForgedGenesis() {
        readAll();

        assertThat(rules.read(new RuleRecord.GenesisRule(ValidatorFixture.GENESIS, Hash.ZERO)))
                .contains("it replaces rule 0");

        assertThat(rules.through(CERTIFIED)).isEqualTo(-1);
    }

    @Test
    void shouldPassOverRepeatsAndRecordsWithoutANumber() {
        readAll();

        assertThat(rules.read(decision(1))).isEmpty();
        assertThat(rules.read(new RuleRecord.Unusable(OptionalLong.empty(), "no key")))
                .contains("no key");

        assertThat(rules.through(CERTIFIED)).isEqualTo(2);
    }
}
