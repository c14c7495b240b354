package io.tribunal.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** New states depend on the answers in time, not on how they are split over calls or on restarts. */
class LearnerProperties {
    private static final String[] OUTPUTS = {"a", "b", "x", "x", "", "ab"};

    private record Said(long offset, int executor, String output) {}

    @Property(tries = 500)
    void shouldNotDependOnTheOrderOfAnswersOrOnRestarts(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int executors) {
        Random random = new Random(seed);
        BehaviourFixture plain = new BehaviourFixture(Models.letters(), executors);
        BehaviourFixture shuffled = new BehaviourFixture(Models.letters(), executors);
        long opened = 0;
        long learnedThrough = 0;
        while (learnedThrough < 25) {
            List<Said> said = new ArrayList<>();
            for (int more = random.nextInt(4); more >= 0; more--) {
                opened++;
                plain.open(opened);
                shuffled.open(opened);
            }
            for (long offset = learnedThrough + 1; offset <= opened; offset++) {
                for (int executor = 1; executor <= executors; executor++) {
                    if (random.nextInt(3) > 0) {
                        said.add(new Said(offset, executor, OUTPUTS[random.nextInt(OUTPUTS.length)]));
                    }
                }
            }
            List<Said> firsts = firsts(said);
            firsts.forEach(one -> plain.answer(one.offset(), one.executor(), one.output()));
            Collections.shuffle(firsts, random);
            for (Said one : firsts) {
                if (random.nextInt(6) == 0) {
                    shuffled.restart();
                }
                shuffled.answer(one.offset(), one.executor(), one.output());
            }
            learnedThrough += random.nextInt((int) (opened - learnedThrough) + 1);
            plain.learn(learnedThrough);
            shuffled.learn(learnedThrough);
            shuffled.restart();
        }

        assertThat(shuffled.learned()).isEqualTo(plain.learned()).isNotEmpty();
        assertThat(shuffled.anomalies()).isEqualTo(plain.anomalies());
        assertThat(shuffled.memory()).isEqualTo(plain.memory());
    }

    /** An executor gives one answer in a ballot. */
    private static List<Said> firsts(List<Said> said) {
        List<Said> firsts = new ArrayList<>();
        for (Said one : said) {
            if (firsts.stream()
                    .noneMatch(known -> known.offset() == one.offset() && known.executor() == one.executor())) {
                firsts.add(one);
            }
        }
        return firsts;
    }
}
