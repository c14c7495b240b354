package io.tribunal.schemas.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Private keys as PKCS#8 PEM files of mode 0600. A file that others may use is refused. */
final class KeyFile {
    private static final String GENERATE = "; make one with: tribunal keys generate";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final long MAX_SIZE = 16 << 10;

    private KeyFile() {}

    static Ed25519PrivateKeyParameters read(Path file) {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new KeyFileException(file, "too long for a private key");
            }
            Ed25519PrivateKeyParameters key = parse(file, Files.readString(file, US_ASCII));
            requireOwnerOnly(file);
            return key;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static void requireOwnerOnly(Path file) {
        try {
            if (isPosix(file)) {
                requireOwnerOnly(file, Files.getPosixFilePermissions(file));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireOwnerOnly(Path file, Set<PosixFilePermission> permissions) {
        if (!OWNER.containsAll(permissions)) {
            throw new KeyFileException(
                    file,
                    "others than its owner may use it (" + PosixFilePermissions.toString(permissions)
                            + "); run: chmod 600 " + file);
        }
    }

    private static KeyFileException unreadable(Path file, IOException failure) {
        return failure instanceof NoSuchFileException
                ? new KeyFileException(file, "no such key file" + GENERATE, failure)
                : new KeyFileException(file, "not a readable PEM file", failure);
    }

    static void write(Path file, Ed25519PrivateKeyParameters key) {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file))) {
            channel.write(ByteBuffer.wrap(pem(key).getBytes(US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException(file, "is there already, and a key is never overwritten", e);
        } catch (NoSuchFileException e) {
            throw new KeyFileException(file, "cannot be written: its directory does not exist", e);
        } catch (IOException e) {
            throw new KeyFileException(file, "cannot be written: " + e.getMessage(), e);
        }
    }

    private static Ed25519PrivateKeyParameters parse(Path file, String text) throws IOException {
        Object found = new PEMParser(new StringReader(text)).readObject();
        if (found == null) {
            throw new KeyFileException(file, "no PEM block in it");
        }
        if (!(found instanceof PrivateKeyInfo info)) {
            throw new KeyFileException(
                    file, "holds " + found.getClass().getSimpleName() + ", not an unencrypted PKCS#8 private key");
        }
        AsymmetricKeyParameter key = PrivateKeyFactory.createKey(info);
        if (!(key instanceof Ed25519PrivateKeyParameters ed25519)) {
            throw new KeyFileException(file, "holds a key of another kind than Ed25519" + GENERATE);
        }
        return ed25519;
    }

    private static String pem(Ed25519PrivateKeyParameters key) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject("PRIVATE KEY", Pkcs8.encode(key)));
        }
        return text.toString();
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
