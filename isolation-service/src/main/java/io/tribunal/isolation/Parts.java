package io.tribunal.isolation;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.investigation.Investigation;
import io.tribunal.core.isolation.Bench;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.OrderMachine;
import io.tribunal.core.log.Genesis;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;

/** What a validator is made of. None of it has read anything yet. */
record Parts(
        Voice voice,
        Investigations investigations,
        Order order,
        Endorser endorser,
        Ratifier ratifier,
        ForeignProposals foreign,
        AuditTrail audit,
        LatestDecisions latest,
        Reconciler reconciler) {

    /**
     * The parts of the validator who has that voice.
     *
     * @param deployment SHA-256 of the genesis payload
     * @param patience ms, see {@link Turns}
     * @param investigation by partition
     * @throws ConfigException when genesis does not know the validator
     */
    static Parts of(
            Voice voice,
            Genesis genesis,
            Hash deployment,
            long patience,
            KafkaWriter writer,
            IntFunction<Investigation> investigation) {
        Turns<Reconciler.Item> turns = turns(voice, genesis, patience);
        List<Investigation> investigations =
                IntStream.range(0, genesis.partitions()).mapToObj(investigation).toList();
        Endorser endorser = new Endorser(voice, writer);
        Ratifier ratifier = new Ratifier(voice, writer);
        ForeignProposals foreign = new ForeignProposals(voice.validator());
        OrderMachine machine = new OrderMachine(genesis, deployment, voice.verifier());
        return new Parts(
                voice,
                new Investigations(investigations),
                new Order(machine, endorser, ratifier, foreign),
                endorser,
                ratifier,
                foreign,
                new AuditTrail(DecisionChain.of(genesis, deployment), new Bench(genesis, voice.verifier())),
                new LatestDecisions(genesis.executors()),
                new Reconciler(genesis.partitions(), turns, writer));
    }

    private static Turns<Reconciler.Item> turns(Voice voice, Genesis genesis, long patience) {
        int rank = genesis.validators().indexOf(voice.validator());
        if (rank < 0) {
            throw new ConfigException(ValidatorConfig.VALIDATOR_ID + " " + voice.validator()
                    + " is no validator of this deployment; they are " + genesis.validators());
        }
        return new Turns<>(rank, genesis.validators().size(), patience);
    }
}
