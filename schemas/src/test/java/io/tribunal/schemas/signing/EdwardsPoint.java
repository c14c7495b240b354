package io.tribunal.schemas.signing;

import java.math.BigInteger;

/** A point of edwards25519 in affine coordinates: simple, slow and independent of every provider. */
record EdwardsPoint(BigInteger x, BigInteger y) {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger SQRT_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

    static final EdwardsPoint NEUTRAL = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE);
    static final EdwardsPoint BASE = ofY(
            BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));
    static final EdwardsPoint OF_ORDER_8 =
            ofY(new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

    /** The point with that y and an even x. */
    private static EdwardsPoint ofY(BigInteger y) {
        BigInteger square = y.pow(2)
                .subtract(BigInteger.ONE)
                .multiply(D.multiply(y.pow(2)).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        BigInteger x = root.pow(2).mod(P).equals(square)
                ? root
                : root.multiply(SQRT_MINUS_ONE).mod(P);
        return new EdwardsPoint(x.testBit(0) ? P.subtract(x) : x, y);
    }

    EdwardsPoint plus(EdwardsPoint other) {
        BigInteger product =
                D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
        BigInteger sumX = x.multiply(other.y).add(y.multiply(other.x));
        BigInteger sumY = y.multiply(other.y).add(x.multiply(other.x));
        return new EdwardsPoint(
                sumX.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                sumY.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
    }

    EdwardsPoint times(BigInteger scalar) {
        EdwardsPoint sum = NEUTRAL;
        for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
            sum = sum.plus(sum);
            sum = scalar.testBit(bit) ? sum.plus(this) : sum;
        }
        return sum;
    }

    /** RFC 8032's encoding as a number: y, and the sign of x as bit 255. */
    BigInteger encoded() {
        return x.testBit(0) ? y.setBit(255) : y;
    }
}
