package io.tribunal.core.ballot;

import java.util.Optional;

/**
 * The rule of a reason that an entry fails. Verdicts hold the name of it, so that no wording can change their bytes. Those of
 * rules version 1 hold words: for most the sentence here, which therefore never changes.
 */
public enum RejectionDetail {
    UNREADABLE("the record cannot be read"),
    SCHEMA_NOT_ACCEPTED("payload schema is not accepted at this position"),
    OTHER_DEPLOYMENT("signed for another deployment"),
    GENESIS_AGAIN("genesis stands at offset 0 only"),
    KEY_NOT_REGISTERED("key is not registered here"),
    ROLE("a key of this role may not sign this"),
    OWNER("key belongs to another client"),
    SIGNATURE("signature does not verify"),
    SHARD_KEY("the shard key belongs to another partition"),
    APPENDED_TOO_LATE("appended after notAfter"),
    VALID_TOO_LONG("valid for longer than the policy allows"),
    BODY_NOT_CANONICAL("body is not canonical JSON (RFC 8785) within the limits"),
    TOO_FAR_ABOVE("the sequence is too far above the highest"),
    BELOW_WINDOW("the sequence is below the replay window: not known whether it was executed"),
    USED_BEFORE("the sequence was used before"),
    DECIDED_FOR_ANOTHER("decided for another deployment"),
    IN_FORCE("the decision is in force already"),
    ONE_MISSING("the decision before it is missing here"),
    OTHER_PREVIOUS("names another previous decision"),
    TOO_MANY_SIGNATURES("more signatures than the validators could make"),
    TOO_FEW_VALIDATORS("too few validators have signed it"),
    TOO_FEW_ROOTS("too few root owners have signed it"),
    NO_VALIDATORS("there are no validators who could decide that"),
    MANDATE("key is registered already or not in force, a profile is unusable, or another mandate is missing"),
    PROPOSAL("the executor's status does not allow it, or another decision about it has come since"),
    VERDICTS_TOO_LARGE("a verdict could outgrow what a record may hold");

    private final String sentence;

    RejectionDetail(String sentence) {
        this.sentence = sentence;
    }

    /** The rule in words. */
    public String sentence() {
        return sentence;
    }

    /** What a verdict's detail says in words: the sentence of a code, and any other text as it is. */
    public static String inWords(String detail) {
        return find(detail).map(RejectionDetail::sentence).orElse(detail);
    }

    private static Optional<RejectionDetail> find(String name) {
        for (RejectionDetail each : values()) {
            if (each.name().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
