package io.tribunal.schemas.signing;

import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.Samples;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One signature on which implementations are known to differ, with the required result.
 *
 * @param keyValid whether the public key may be registered
 * @param valid whether the signature is accepted from a registered key
 */
public record SignatureEdge(
        String name, Bytes publicKey, Bytes message, Bytes signature, boolean keyValid, boolean valid) {
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final Bytes SEED = Samples.seed("edge");
    private static final String IDENTITY = "01" + "00".repeat(31);

    /** Encodings of all points of small order, canonical and not. */
    private static final List<String> SMALL_ORDER = List.of(
            IDENTITY,
            "01" + "00".repeat(30) + "80",
            "ee" + "ff".repeat(30) + "7f",
            "ee" + "ff".repeat(31),
            "ec" + "ff".repeat(30) + "7f",
            "ec" + "ff".repeat(31),
            "00".repeat(32),
            "00".repeat(31) + "80",
            "ed" + "ff".repeat(30) + "7f",
            "ed" + "ff".repeat(31),
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

    /** All edge cases; deterministic. */
    public static List<SignatureEdge> all() {
        return Stream.of(ofAnHonestKey(), ofSmallCommitments(), ofOddKeys(), rfc8032(), cofactored())
                .flatMap(List::stream)
                .toList();
    }

    private static SigningKey honest() {
        return SigningKey.ofSeed(SEED);
    }

    private static List<SignatureEdge> ofAnHonestKey() {
        Bytes message = Bytes.utf8("edge");
        byte[] good = honest().sign(message.array());
        List<SignatureEdge> edges = new ArrayList<>();
        edges.add(honest("valid", message, good, true));
        edges.add(honest("empty message", Bytes.EMPTY, honest().sign(new byte[0]), true));
        edges.add(honest("another message", Bytes.utf8("Edge"), good, false));
        edges.add(honest("63 bytes", message, Arrays.copyOf(good, 63), false));
        edges.add(honest("65 bytes", message, Arrays.copyOf(good, 65), false));
        edges.add(honest("no bytes", message, new byte[0], false));
        edges.add(honest("all zero", message, new byte[64], false));
        edges.add(honest("S + L", message, withScalar(good, scalar(good).add(L)), false));
        edges.add(honest("S = L", message, withScalar(good, L), false));
        edges.add(honest("S = L - 1", message, withScalar(good, L.subtract(BigInteger.ONE)), false));
        edges.add(honest(
                "S = 2^256 - 1",
                message,
                withScalar(good, BigInteger.TWO.pow(256).subtract(BigInteger.ONE)),
                false));
        edges.add(honest("R negated", message, flipped(good, 255), false));
        edges.add(honest("R one bit off", message, flipped(good, 0), false));
        edges.add(honest("S one bit off", message, flipped(good, 256), false));
        return edges;
    }

    /**
     * R of small order: with R = identity and S = k a the equation holds, but only R's canonical bytes are accepted.
     */
    private static List<SignatureEdge> ofSmallCommitments() {
        Bytes message = Bytes.utf8("small commitment");
        List<SignatureEdge> edges = new ArrayList<>();
        for (String commitment : SMALL_ORDER) {
            byte[] r = Bytes.hex(commitment).array();
            byte[] signature = concat(
                    r, littleEndian(challenge(r, message).multiply(secret()).mod(L)));
            edges.add(honest("R of small order " + commitment, message, signature, commitment.equals(IDENTITY)));
        }
        return edges;
    }

    private static List<SignatureEdge> ofOddKeys() {
        Bytes message = Bytes.utf8("odd key");
        byte[] forged = concat(Bytes.hex(IDENTITY).array(), new byte[32]);
        List<SignatureEdge> edges = new ArrayList<>();
        for (String key : SMALL_ORDER) {
            edges.add(new SignatureEdge(
                    "A of small order " + key, Bytes.hex(key), message, Bytes.wrap(forged), false, false));
        }
        edges.add(new SignatureEdge(
                "A not on the curve", Bytes.hex("02" + "00".repeat(31)), message, Bytes.wrap(forged), false, false));
        edges.add(new SignatureEdge(
                "A of mixed order",
                Bytes.hex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"),
                message,
                Bytes.wrap(forged),
                false,
                false));
        edges.add(new SignatureEdge(
                "A of 31 bytes", Bytes.hex("02".repeat(31)), message, Bytes.wrap(forged), false, false));
        return edges;
    }

    /** RFC 8032, 7.1, tests 1 to 3. */
    private static List<SignatureEdge> rfc8032() {
        return List.of(
                known(
                        "RFC 8032 test 1",
                        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                        "",
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
                known(
                        "RFC 8032 test 2",
                        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                        "72",
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
                known(
                        "RFC 8032 test 3",
                        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                        "af82",
                        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
    }

    /** R = r B + T with T of order 8: only a cofactored verifier accepts it. */
    private static List<SignatureEdge> cofactored() {
        EdwardsPoint torsion = EdwardsPoint.OF_ORDER_8;
        List<SignatureEdge> edges = new ArrayList<>();
        for (int multiple = 0; multiple < 8; multiple++) {
            Bytes message = Bytes.utf8("cofactored " + multiple);
            BigInteger nonce = new BigInteger(1, sha512(message.array())).mod(L);
            EdwardsPoint commitment = EdwardsPoint.BASE.times(nonce).plus(torsion.times(BigInteger.valueOf(multiple)));
            byte[] r = littleEndian(commitment.encoded());
            BigInteger scalar =
                    challenge(r, message).multiply(secret()).add(nonce).mod(L);
            edges.add(honest(
                    "R off by " + multiple + " x torsion", message, concat(r, littleEndian(scalar)), multiple == 0));
        }
        return edges;
    }

    private static SignatureEdge known(String name, String key, String message, String signature) {
        return new SignatureEdge(name, Bytes.hex(key), Bytes.hex(message), Bytes.hex(signature), true, true);
    }

    private static SignatureEdge honest(String name, Bytes message, byte[] signature, boolean valid) {
        return new SignatureEdge(name, honest().publicKey(), message, Bytes.wrap(signature), true, valid);
    }

    private static BigInteger secret() {
        byte[] half = Arrays.copyOf(sha512(SEED.array()), 32);
        half[0] &= (byte) 0xf8;
        half[31] = (byte) (half[31] & 0x7f | 0x40);
        return new BigInteger(1, reversed(half));
    }

    private static BigInteger challenge(byte[] r, Bytes message) {
        return new BigInteger(1, reversed(sha512(r, honest().publicKey().array(), message.array()))).mod(L);
    }

    private static BigInteger scalar(byte[] signature) {
        return new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
    }

    private static byte[] withScalar(byte[] signature, BigInteger scalar) {
        return concat(Arrays.copyOf(signature, 32), littleEndian(scalar));
    }

    private static byte[] littleEndian(BigInteger value) {
        byte[] out = new byte[32];
        byte[] big = value.toByteArray();
        for (int i = 0; i < 32 && i < big.length; i++) {
            out[i] = big[big.length - 1 - i];
        }
        return out;
    }

    private static byte[] flipped(byte[] signature, int bit) {
        byte[] out = signature.clone();
        out[bit / 8] ^= (byte) (1 << bit % 8);
        return out;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] out = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, out, one.length, two.length);
        return out;
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
