package io.tribunal.schemas.codec;

import static java.util.Comparator.comparing;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.LimitPolicy;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.PayloadPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.StatePolicy;
import io.tribunal.core.policy.TimingPolicy;
import io.tribunal.core.policy.VotingPolicy;
import io.tribunal.schemas.avro.DecimalPointer;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The travel form of policies: maps become lists, ascending by the UTF-8 bytes of their keys. */
final class PolicyForm {
    private PolicyForm() {}

    static io.tribunal.schemas.avro.Policy toAvro(Policy policy) {
        requireAscending(policy.payloads().acceptedFingerprints());
        return new io.tribunal.schemas.avro.Policy(
                policy.state().stateful(),
                policy.voting().minQuorum(),
                policy.timing().deadline(),
                policy.timing().heartbeat(),
                policy.timing().maxStep(),
                policy.timing().maxValidity(),
                policy.limits().maxOutput(),
                policy.limits().maxHeld(),
                policy.limits().maxOpenBallots(),
                policy.state().checkpointInterval(),
                policy.state().restoreBallots(),
                policy.voting().embedCertificates(),
                policy.payloads().acceptedFingerprints(),
                policy.payloads().operations().values().stream()
                        .sorted(comparing(operation -> Bytes.utf8(operation.operation())))
                        .map(PolicyForm::operationToAvro)
                        .toList(),
                io.tribunal.schemas.avro.Adjudication.valueOf(
                        policy.voting().adjudication().name()),
                AvroValues.nullable(policy.voting().behaviour(), BehaviourForm::toAvro),
                DetectionPolicyForm.toAvro(policy.detection()),
                DetectionPolicyForm.toAvro(policy.isolation()));
    }

    static Policy fromAvro(io.tribunal.schemas.avro.Policy avro) {
        requireAscending(avro.getAcceptedFingerprints());
        AvroValues.requireAscending(
                "operations",
                avro.getOperations().stream().map(own -> own.getOperation()).toList());
        SortedMap<String, OperationPolicy> operations = avro.getOperations().stream()
                .map(PolicyForm::operationFromAvro)
                .collect(Collectors.toMap(OperationPolicy::operation, own -> own, (one, two) -> one, TreeMap::new));
        Adjudication adjudication = Adjudication.valueOf(avro.getAdjudication().name());
        Optional<BehaviourModel> behaviour = AvroValues.optional(avro.getBehaviour(), BehaviourForm::fromAvro);
        DetectionPolicy detection = DetectionPolicyForm.fromAvro(avro.getDetection());
        IsolationPolicy isolation = DetectionPolicyForm.fromAvro(avro.getIsolation());
        return new Policy(
                new VotingPolicy(avro.getMinQuorum(), adjudication, behaviour, avro.getEmbedCertificates()),
                new TimingPolicy(avro.getDeadline(), avro.getHeartbeat(), avro.getMaxStep(), avro.getMaxValidity()),
                new LimitPolicy(avro.getMaxOutput(), avro.getMaxHeld(), avro.getMaxOpenBallots()),
                new StatePolicy(avro.getStateful(), avro.getCheckpointInterval(), avro.getRestoreBallots()),
                new PayloadPolicy(avro.getAcceptedFingerprints(), operations),
                detection,
                isolation);
    }

    private static io.tribunal.schemas.avro.OperationPolicy operationToAvro(OperationPolicy own) {
        return new io.tribunal.schemas.avro.OperationPolicy(
                own.operation(), own.deadline(), profileToAvro(own.profile()));
    }

    private static OperationPolicy operationFromAvro(io.tribunal.schemas.avro.OperationPolicy avro) {
        AvroValues.require(avro.getDeadline() > 0, "operations.deadline not positive");
        return new OperationPolicy(avro.getOperation(), avro.getDeadline(), profileFromAvro(avro.getProfile()));
    }

    private static io.tribunal.schemas.avro.NormalizationProfile profileToAvro(NormalizationProfile profile) {
        List<DecimalPointer> decimal = profile.decimal().entrySet().stream()
                .map(entry -> new DecimalPointer(entry.getKey(), entry.getValue()))
                .sorted(comparing(entry -> Bytes.utf8(entry.getPointer())))
                .toList();
        return new io.tribunal.schemas.avro.NormalizationProfile(
                profile.drop(), decimal, profile.unordered(), profile.casefold(), profile.trim());
    }

    private static NormalizationProfile profileFromAvro(io.tribunal.schemas.avro.NormalizationProfile avro) {
        SortedMap<String, Integer> decimal = new TreeMap<>();
        avro.getDecimal().forEach(entry -> decimal.put(entry.getPointer(), entry.getScale()));
        AvroValues.requireAscending(
                "decimal",
                avro.getDecimal().stream().map(DecimalPointer::getPointer).toList());
        AvroValues.require(decimal.values().stream().allMatch(scale -> scale >= 0), "decimal.scale negative");
        return new NormalizationProfile(
                avro.getDrop(), decimal, avro.getUnordered(), avro.getCasefold(), avro.getTrim());
    }

    private static void requireAscending(List<Long> fingerprints) {
        for (int i = 1; i < fingerprints.size(); i++) {
            AvroValues.require(
                    fingerprints.get(i - 1) < fingerprints.get(i), "acceptedFingerprints not ascending at " + i);
        }
    }
}
