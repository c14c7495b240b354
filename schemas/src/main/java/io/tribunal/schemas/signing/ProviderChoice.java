package io.tribunal.schemas.signing;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider used to verify.
 *
 * @param provider one that has passed {@link SelfTest}
 * @param isNative whether it is Amazon's provider, which also signs faster than Bouncy Castle
 */
record ProviderChoice(Provider provider, boolean isNative) {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderChoice.class);
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String JDK = "SunEC";

    static ProviderChoice make() {
        return nativeProvider()
                .filter(ProviderChoice::passes)
                .map(provider -> new ProviderChoice(provider, true))
                .orElseGet(ProviderChoice::jdk);
    }

    static ProviderChoice jdk() {
        Provider provider = Security.getProvider(JDK);
        if (provider == null || !passes(provider)) {
            throw new IllegalStateException(
                    "this Java platform has no correct Ed25519; use a JDK 21 or newer with SunEC");
        }
        return new ProviderChoice(provider, false);
    }

    /** Amazon's provider, if the jar for this platform is on the class path and its native library loads. */
    static Optional<Provider> nativeProvider() {
        try {
            Provider provider =
                    (Provider) Class.forName(NATIVE).getField("INSTANCE").get(null);
            return Optional.ofNullable(provider).filter(found -> found.getService("Signature", "Ed25519") != null);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.debug("ed25519 native=absent cause={}", e.toString());
            return Optional.empty();
        }
    }

    private static boolean passes(Provider provider) {
        boolean passed = SelfTest.passes(new JcaVerifier(provider));
        if (!passed) {
            LOG.warn("ed25519 provider={} selftest=failed", provider.getName());
        }
        return passed;
    }
}
