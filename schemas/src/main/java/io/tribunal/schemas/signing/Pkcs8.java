package io.tribunal.schemas.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** PKCS#8 version 1 of an Ed25519 key (RFC 8410): without the optional public key, which some readers reject. */
final class Pkcs8 {
    private Pkcs8() {}

    static byte[] encode(Ed25519PrivateKeyParameters key) {
        try {
            AlgorithmIdentifier ed25519 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
            return new PrivateKeyInfo(ed25519, new DEROctetString(key.getEncoded())).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
