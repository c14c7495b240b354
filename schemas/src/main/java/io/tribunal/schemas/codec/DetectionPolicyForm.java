package io.tribunal.schemas.codec;

import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.core.detection.Weights;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.schemas.avro.Enforcement;

/** Converts the detection settings of a policy to and from Avro. */
final class DetectionPolicyForm {
    private DetectionPolicyForm() {}

    static io.tribunal.schemas.avro.DetectionPolicy toAvro(DetectionPolicy policy) {
        return new io.tribunal.schemas.avro.DetectionPolicy(
                toAvro(policy.wrong()),
                toAvro(policy.silent()),
                toAvro(policy.slow()),
                policy.suspected(),
                policy.malicious(),
                policy.slowFloor(),
                policy.slowFactor(),
                policy.slowWindow(),
                policy.slowShare(),
                policy.slowWindows(),
                policy.baselineBallots(),
                policy.maxEvidence());
    }

    static DetectionPolicy fromAvro(io.tribunal.schemas.avro.DetectionPolicy avro) {
        return new DetectionPolicy(
                fromAvro(avro.getWrong()),
                fromAvro(avro.getSilent()),
                fromAvro(avro.getSlow()),
                avro.getSuspected(),
                avro.getMalicious(),
                avro.getSlowFloor(),
                avro.getSlowFactor(),
                avro.getSlowWindow(),
                avro.getSlowShare(),
                avro.getSlowWindows(),
                avro.getBaselineBallots(),
                avro.getMaxEvidence());
    }

    private static io.tribunal.schemas.avro.Weights toAvro(Weights weights) {
        return new io.tribunal.schemas.avro.Weights(weights.deviation(), weights.agreement());
    }

    private static Weights fromAvro(io.tribunal.schemas.avro.Weights avro) {
        return new Weights(avro.getDeviation(), avro.getAgreement());
    }

    static io.tribunal.schemas.avro.IsolationPolicy toAvro(IsolationPolicy policy) {
        return new io.tribunal.schemas.avro.IsolationPolicy(
                Enforcement.valueOf(policy.enforcement().name()),
                policy.minElectorate(),
                policy.upAfter(),
                policy.probationBallots());
    }

    static IsolationPolicy fromAvro(io.tribunal.schemas.avro.IsolationPolicy avro) {
        return new IsolationPolicy(
                IsolationPolicy.Enforcement.valueOf(avro.getEnforcement().name()),
                avro.getMinElectorate(),
                avro.getUpAfter(),
                avro.getProbationBallots());
    }
}
