package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.files.DurableFile;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A self-signed certificate for brokers on loopback, valid for a day.
 *
 * @param keyStore PEM with the private key and the certificate, readable by its owner only
 * @param trustStore PEM with the certificate
 */
record ServerCertificate(Path keyStore, Path trustStore) {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final int SERIAL_BITS = 128;

    /** Makes a certificate with a new key in a directory. */
    static ServerCertificate in(Path directory) {
        ServerCertificate made =
                new ServerCertificate(directory.resolve("broker.pem"), directory.resolve("trusted.pem"));
        try {
            Files.createDirectories(directory);
            KeyPair keys = keys();
            X509Certificate certificate = certificate(keys);
            String trusted = pem(certificate);
            String own = pem(new JcaPKCS8Generator(keys.getPrivate(), null)) + trusted;
            DurableFile.writePrivate(made.keyStore, own.getBytes(StandardCharsets.US_ASCII));
            DurableFile.write(made.trustStore, trusted);
            return made;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new UserError("cannot make a certificate in " + directory + ": " + e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(KeyPair keys)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Principal name = new X500Principal("CN=" + NodeSpec.HOST);
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(now.minus(LIFE)),
                Date.from(now.plus(LIFE)),
                name,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, NodeSpec.HOST)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static String pem(Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString();
    }
}
