package io.tribunal.schemas.signing;

import io.tribunal.core.signature.SignatureVerifier;
import java.util.HexFormat;

/** Known-answer tests that a provider must pass before use, including edge cases in which implementations differ. */
final class SelfTest {
    /** RFC 8032, 7.1, test 3. */
    private static final byte[] KEY = hex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");

    private static final byte[] MESSAGE = hex("af82");
    private static final byte[] SIGNATURE = hex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

    /** Ed25519 speccheck vector 4: valid only with cofactored verification, which we must not accept. */
    private static final byte[] COFACTORED_KEY =
            hex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d");

    private static final byte[] COFACTORED_MESSAGE =
            hex("e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c");
    private static final byte[] COFACTORED_SIGNATURE =
            hex("160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512"
                    + "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09");

    private SelfTest() {}

    static boolean passes(SignatureVerifier verifier) {
        byte[] otherMessage = hex("af83");
        byte[] tooLong = java.util.Arrays.copyOf(SIGNATURE, SIGNATURE.length + 1);
        byte[] flipped = SIGNATURE.clone();
        flipped[0] ^= 1;
        return verifier.verify(KEY, MESSAGE, SIGNATURE)
                && !verifier.verify(KEY, otherMessage, SIGNATURE)
                && !verifier.verify(KEY, MESSAGE, tooLong)
                && !verifier.verify(KEY, MESSAGE, flipped)
                && !verifier.verify(COFACTORED_KEY, COFACTORED_MESSAGE, COFACTORED_SIGNATURE);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
