package io.tribunal.schemas.signing;

import java.util.Arrays;
import java.util.HexFormat;

/** L, the order of Ed25519's prime-order subgroup: 2^252 + 27742317777372353535851937790883648493 (RFC 8032). */
final class GroupOrder {
    private static final byte[] BIG_ENDIAN =
            HexFormat.of().parseHex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

    private GroupOrder() {}

    /**
     * Whether S, the little-endian second half of a 64-byte signature, is below L; otherwise the signature is
     * malleable.
     */
    static boolean exceedsScalarOf(byte[] signature) {
        byte[] scalar = new byte[BIG_ENDIAN.length];
        for (int i = 0; i < scalar.length; i++) {
            scalar[i] = signature[signature.length - 1 - i];
        }
        return Arrays.compareUnsigned(scalar, BIG_ENDIAN) < 0;
    }
}
