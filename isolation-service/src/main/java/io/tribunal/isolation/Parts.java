package io.tribunal.isolation;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.log.Genesis;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;

/** What a validator is made of. None of it has read anything yet. */
record Parts(
        ValidatorIdentity voice,
        DetectionPipelines investigations,
        DecisionLog order,
        Endorser endorser,
        DecisionSigner ratifier,
        CheckpointSigner notary,
        ForeignProposals foreign,
        AuditTrail audit,
        LatestDecisions latest,
        Reconciler reconciler) {

    /**
     * The parts of the validator who has that voice.
     *
     * @param deployment SHA-256 of the genesis payload
     * @param patience ms, see {@link WriteSchedule}
     * @param investigation by partition
     * @throws ConfigException when genesis does not know the validator
     */
    static Parts of(
            ValidatorIdentity voice,
            Genesis genesis,
            Hash deployment,
            long patience,
            KafkaWriter writer,
            IntFunction<DetectionPipeline> investigation) {
        WriteSchedule<Reconciler.Item> turns = turns(voice, genesis, patience);
        List<DetectionPipeline> investigations =
                IntStream.range(0, genesis.partitions()).mapToObj(investigation).toList();
        Endorser endorser = new Endorser(voice, writer);
        DecisionSigner ratifier = new DecisionSigner(voice, writer);
        ForeignProposals foreign = new ForeignProposals(voice.validator());
        DecisionLogMachine machine = new DecisionLogMachine(genesis, deployment, voice.verifier());
        return new Parts(
                voice,
                new DetectionPipelines(investigations),
                new DecisionLog(machine, endorser, ratifier, foreign),
                endorser,
                ratifier,
                new CheckpointSigner(voice, writer::checkpoint),
                foreign,
                new AuditTrail(DecisionChain.of(genesis, deployment), new ValidatorSet(genesis, voice.verifier())),
                new LatestDecisions(genesis.executors()),
                new Reconciler(genesis.partitions(), turns, writer));
    }

    private static WriteSchedule<Reconciler.Item> turns(ValidatorIdentity voice, Genesis genesis, long patience) {
        int rank = genesis.validators().indexOf(voice.validator());
        if (rank < 0) {
            throw new ConfigException(ValidatorConfig.VALIDATOR_ID + " " + voice.validator()
                    + " is no validator of this deployment; they are " + genesis.validators());
        }
        return new WriteSchedule<>(rank, genesis.validators().size(), patience);
    }
}
