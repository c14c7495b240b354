package io.tribunal.core.normalize;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.NormalizationProfile;
import java.util.Optional;

/** Makes outputs comparable: strict JSON, the operation's profile, then RFC 8785 (PROTOCOL 6). */
public final class Normalizer {
    /** The one content type that is normalized, compared exactly. */
    public static final String JSON = "application/json";

    private Normalizer() {}

    /**
     * The normalized output: for {@code application/json} as the profile says, for other content types the bytes as they
     * are. Empty when it does not normalize: not strict JSON, a number without canonical form, no decimal where the profile
     * wants one, a profile that is not {@linkplain #isUsable usable}, or a content type with U+0000 in it, which would
     * blur the border between content type and output in the vote digest.
     */
    public static Optional<Bytes> normalize(String contentType, Bytes output, NormalizationProfile profile) {
        if (contentType.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        if (!contentType.equals(JSON)) {
            return Optional.of(output);
        }
        if (profile.isNone() && PlainJson.isCanonical(output.array())) {
            return Optional.of(output);
        }
        return StrictJson.parse(output.array())
                .flatMap(value -> rewritten(value, profile))
                .flatMap(value -> CanonicalJson.write(value, NumberGrammar.DOUBLES));
    }

    /** Whether all pointers are JSON pointers, none drops the whole output, and scales are 0 to 64. */
    public static boolean isUsable(NormalizationProfile profile) {
        return ProfileRewrite.of(profile).isPresent();
    }

    private static Optional<JsonValue> rewritten(JsonValue value, NormalizationProfile profile) {
        if (profile.isNone()) {
            return Optional.of(value);
        }
        try {
            Optional<ProfileRewrite> rewrite = ProfileRewrite.of(profile);
            return rewrite.isEmpty()
                    ? Optional.empty()
                    : Optional.of(rewrite.get().apply(value));
        } catch (InadmissibleJson e) {
            return Optional.empty();
        }
    }
}
